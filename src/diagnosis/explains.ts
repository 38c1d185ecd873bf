/* oxlint-disable max-lines -- one table */
import { fitsAny } from './code-pattern.ts';

/**
 * Which cause makes which other finding a mere effect, as data. A pattern is a code, or a family with `*`.
 * The order of rules does not matter; caps, loops and terminations explain nothing.
 */
const SYMPTOMS_OF_ANYTHING = [
  'agent.step_cap',
  'agent.retry_cap',
  'agent.iteration_cap',
  'agent.action_loop',
  'agent.no_progress',
  'agent.premature_terminate',
  'infra.elapsed_cap',
  'task.user_error_code',
  'task.upstream_block',
  'task.canceled',
  'infra.webhook',
] as const;

const PAGE_UNUSABLE = [
  'page.element_missing',
  'page.element_undetected',
  'page.still_loading',
  'page.blank_or_scrape_failed',
  'page.target_data_absent',
  'page.wrong_page',
  'page.empty_results',
  'page.shadow_or_canvas',
  'page.locale_mismatch',
  'page.popup_new_tab',
];

/** The page is there and does not take what is done to it. */
const PAGE_RESISTS = [
  'page.form_validation',
  'page.input_not_retained',
  'page.option_unavailable',
  'page.not_interactable',
  'page.covered',
  'page.element_stale',
  'page.element_ambiguous',
];

const RULES: readonly {
  readonly causes: readonly string[];
  readonly effects: readonly string[];
}[] = [
  {
    causes: [
      'infra.browser_crash',
      'infra.page_closed',
      'infra.page_crash_oom',
      'infra.browser_session',
      'infra.proxy',
      'infra.browser_start',
      'infra.worker_interrupted',
    ],
    effects: ['*'],
  },
  {
    causes: ['llm.*'],
    effects: ['agent.*', 'llm.parse_failure', 'page.element_missing', 'page.still_loading'],
  },
  {
    causes: [
      'network.dns',
      'network.tls',
      'network.connection',
      'network.timeout',
      'network.redirect_loop',
      'network.offline',
      'network.maintenance',
    ],
    effects: [
      ...PAGE_UNUSABLE,
      'page.form_validation',
      'page.js_error',
      'network.http_5xx',
      'network.aborted_critical',
      'task.goal_impossible',
      'infra.*',
    ],
  },
  {
    causes: [
      'network.http_5xx',
      'network.http_4xx_submit',
      'network.app_error_in_200',
      'network.rate_limited',
      'network.cors_or_csp_blocked',
    ],
    effects: [
      ...PAGE_UNUSABLE,
      'page.form_validation',
      'page.js_error',
      'page.option_unavailable',
      'page.input_not_retained',
      'task.goal_impossible',
      'agent.extraction_ungrounded',
      'network.aborted_critical',
    ],
  },
  {
    causes: ['network.http_404_document', 'task.start_url_*'],
    effects: [...PAGE_UNUSABLE, 'task.goal_impossible', 'page.js_error', 'access.login_rejected'],
  },
  { causes: ['network.asset_failed'], effects: [...PAGE_UNUSABLE, 'page.js_error'] },
  {
    causes: ['access.*'],
    effects: [
      ...PAGE_UNUSABLE,
      'page.form_validation',
      'page.layout_changed',
      'network.http_4xx_submit',
      'network.http_404_document',
      'network.app_error_in_200',
      'task.goal_impossible',
      'agent.hallucinated_element_id',
    ],
  },
  {
    causes: ['access.bot_wall'],
    effects: [
      'access.permission_denied',
      'access.captcha',
      'network.rate_limited',
      'network.http_5xx',
      'network.maintenance',
    ],
  },
  {
    causes: ['access.account_locked'],
    effects: ['access.login_rejected', 'access.permission_denied', 'network.rate_limited'],
  },
  { causes: ['access.login_rejected'], effects: ['access.permission_denied'] },
  {
    causes: ['access.geo_block', 'access.paywall', 'access.session_expired'],
    effects: ['access.permission_denied'],
  },
  {
    causes: ['access.mfa_rejected', 'access.mfa_expired'],
    effects: ['access.login_rejected', 'access.session_expired'],
  },
  {
    causes: ['page.covered'],
    effects: ['page.not_interactable', 'page.element_missing', 'page.still_loading'],
  },
  {
    causes: ['page.form_validation', 'page.input_not_retained', 'page.option_unavailable'],
    effects: ['page.not_interactable', 'agent.premature_complete', 'network.http_4xx_submit'],
  },
  {
    // What merely was not found is the weakest of findings: anything that went wrong on the way explains it.
    causes: [...PAGE_RESISTS, 'page.empty_results', 'page.js_error', 'page.dialog'],
    effects: ['page.element_missing', 'page.target_data_absent', 'page.wrong_page'],
  },
  {
    causes: [
      'page.input_not_retained',
      'agent.wrong_value',
      'task.template_or_parameter',
      'task.missing_payload',
      'agent.unresolved_href_placeholder',
    ],
    effects: [
      'page.form_validation',
      'page.empty_results',
      'page.target_data_absent',
      'page.input_not_retained',
      'network.http_4xx_submit',
      'page.element_missing',
      'task.goal_impossible',
      'agent.wrong_value',
    ],
  },
  {
    causes: [
      'page.iframe',
      'page.element_undetected',
      'page.element_trimmed',
      'page.shadow_or_canvas',
      'page.popup_new_tab',
    ],
    effects: [
      'agent.hallucinated_element_id',
      'agent.wrong_element',
      'page.element_missing',
      'page.target_data_absent',
      'page.wrong_page',
      'page.still_loading',
      'page.locale_mismatch',
      'task.goal_impossible',
    ],
  },
  {
    causes: ['page.locale_mismatch'],
    effects: ['page.element_missing', 'page.target_data_absent', 'page.wrong_page'],
  },
  {
    // Models read many languages: what a page in any of them shows to have gone wrong comes before the language itself.
    causes: [
      ...PAGE_RESISTS,
      'page.js_error',
      'page.dialog',
      'page.download_failed',
      'page.upload_failed',
      'task.goal_impossible',
      'agent.*',
    ],
    effects: ['page.locale_mismatch'],
  },
  {
    causes: ['page.layout_changed'],
    effects: ['script.selector_rot', 'page.element_missing', 'agent.wrong_element'],
  },
  {
    causes: [
      'agent.hallucinated_element_id',
      'agent.unresolved_href_placeholder',
      'agent.hallucinated_url_or_file',
      'agent.wrong_element',
      'agent.prompt_injection',
    ],
    effects: [
      'page.element_missing',
      'page.element_stale',
      'page.wrong_page',
      'page.upload_failed',
      'page.not_interactable',
      'page.form_validation',
      'page.empty_results',
      'page.target_data_absent',
      'access.paywall',
      'network.http_404_document',
      'network.http_4xx_submit',
      'page.empty_results',
      'page.target_data_absent',
      'task.goal_impossible',
    ],
  },
  {
    causes: ['agent.hallucinated_url_or_file'],
    effects: [
      'network.dns',
      'network.tls',
      'network.connection',
      'network.timeout',
      'network.redirect_loop',
      'task.start_url_*',
      'access.permission_denied',
      'page.blank_or_scrape_failed',
    ],
  },
  {
    causes: ['agent.hallucinated_value', 'agent.wrong_value'],
    effects: ['access.login_rejected', 'access.account_locked', 'access.mfa_rejected'],
  },
  {
    causes: ['agent.hallucinated_value'],
    effects: [
      'page.form_validation',
      'page.empty_results',
      'page.target_data_absent',
      'network.http_4xx_submit',
      'task.goal_impossible',
      'page.upload_failed',
    ],
  },
  {
    causes: [
      'network.*',
      'access.*',
      'page.form_validation',
      'page.js_error',
      'page.dialog',
      'page.download_failed',
      'page.upload_failed',
    ],
    effects: ['agent.illegit_complete_streak'],
  },
  {
    causes: ['page.upload_failed', 'page.download_failed'],
    effects: [
      'network.http_4xx_submit',
      'network.http_404_document',
      'page.form_validation',
      'page.element_missing',
      'page.target_data_absent',
      'page.wrong_page',
    ],
  },
  {
    causes: ['page.dialog', 'page.js_error', 'page.still_loading'],
    effects: ['page.element_missing', 'page.target_data_absent', 'page.not_interactable'],
  },
  {
    causes: ['task.goal_impossible'],
    effects: [
      'page.not_interactable',
      'page.element_missing',
      'page.empty_results',
      'page.target_data_absent',
    ],
  },
  { causes: ['page.empty_results', 'page.target_data_absent'], effects: ['page.element_missing'] },
  { causes: ['agent.illegit_complete_streak'], effects: ['agent.premature_complete'] },
  {
    causes: [
      'task.workflow_definition',
      'task.template_or_parameter',
      'task.parameter_binding',
      'access.credential_unavailable',
    ],
    effects: ['page.*', 'task.start_url_missing'],
  },
];

/** True when a finding of `cause` makes one of `effect` its symptom. */
export function explains(cause: string, effect: string): boolean {
  if (cause === effect) return false;
  if (SYMPTOMS_OF_ANYTHING.some((code) => code === effect))
    return SYMPTOMS_OF_ANYTHING.every((code) => code !== cause);
  return RULES.some((rule) => fitsAny(rule.causes, cause) && fitsAny(rule.effects, effect));
}

export function isSymptomCode(code: string): boolean {
  return SYMPTOMS_OF_ANYTHING.some((symptom) => symptom === code);
}
