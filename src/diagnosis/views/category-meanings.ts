/** What Skyvern's failure categories say, in codes of ours. A pattern is a code, or a family with `*`. */
export interface CategoryMeaning {
  /** The category is right when the cause is one of these. */
  readonly means: readonly string[];
  /** The category is too coarse to be right or wrong about these. */
  readonly mayMean?: readonly string[];
}

/** Categories that say how a run ended and not why, or nothing at all. */
export const CATEGORIES_WITHOUT_CAUSE: ReadonlyMap<string, string> = new Map([
  ['UNKNOWN', 'It names no cause.'],
  ['MAX_STEPS_EXCEEDED', 'It says how the run ended, not why.'],
  ['BUDGET_EXHAUSTED', 'It says how the run ended, not why.'],
]);

export const CATEGORY_MEANINGS: ReadonlyMap<string, CategoryMeaning> = new Map([
  [
    'ANTI_BOT_DETECTION',
    {
      means: ['access.captcha', 'access.bot_wall'],
      mayMean: ['access.human_verification_device', 'access.geo_block'],
    },
  ],
  ['PROXY_ERROR', { means: ['infra.proxy'] }],
  [
    'BROWSER_ERROR',
    {
      means: ['infra.browser_crash', 'infra.page_closed', 'infra.page_crash_oom'],
      mayMean: ['infra.browser_start', 'infra.browser_session', 'infra.browser_degraded'],
    },
  ],
  [
    'NAVIGATION_FAILURE',
    {
      means: [
        'network.dns',
        'network.tls',
        'network.connection',
        'network.timeout',
        'network.redirect_loop',
        'network.http_404_document',
        'task.start_url_*',
      ],
      mayMean: ['network.http_5xx', 'network.offline', 'network.maintenance', 'infra.proxy'],
    },
  ],
  [
    'INFRASTRUCTURE_ERROR',
    { means: ['infra.*'], mayMean: ['network.connection', 'network.timeout', 'network.offline'] },
  ],
  [
    'ELEMENT_STATE_TIMEOUT',
    {
      means: ['page.not_interactable', 'page.covered', 'page.element_stale'],
      mayMean: ['page.element_missing', 'page.still_loading', 'page.element_ambiguous'],
    },
  ],
  [
    'PAGE_LOAD_TIMEOUT',
    { means: ['network.timeout', 'page.still_loading'], mayMean: ['page.blank_or_scrape_failed'] },
  ],
  [
    'AUTH_FAILURE',
    {
      means: ['access.login_rejected', 'access.account_locked', 'access.mfa_*'],
      mayMean: [
        'access.session_expired',
        'access.permission_denied',
        'access.credential_unavailable',
        'access.human_verification_device',
      ],
    },
  ],
  [
    'CREDENTIAL_ERROR',
    {
      means: ['access.credential_unavailable'],
      mayMean: ['access.login_rejected', 'access.mfa_*'],
    },
  ],
  ['LLM_ERROR', { means: ['llm.*'] }],
  [
    'LLM_REASONING_ERROR',
    {
      means: [
        'agent.hallucinated_*',
        'agent.wrong_*',
        'agent.instruction_ignored',
        'agent.premature_*',
        'agent.action_loop',
        'agent.no_progress',
        'agent.unresolved_href_placeholder',
        'agent.prompt_injection',
        'agent.illegit_complete_streak',
      ],
      mayMean: ['llm.*', 'agent.*'],
    },
  ],
  [
    'DATA_EXTRACTION_FAILURE',
    {
      means: ['agent.extraction_ungrounded', 'agent.schema_mismatch', 'page.target_data_absent'],
      mayMean: ['page.blank_or_scrape_failed', 'page.empty_results'],
    },
  ],
  [
    'ELEMENT_NOT_FOUND',
    {
      means: ['page.element_missing', 'page.element_undetected', 'page.element_trimmed'],
      mayMean: [
        'page.iframe',
        'page.shadow_or_canvas',
        'page.layout_changed',
        'page.locale_mismatch',
        'page.element_stale',
        'agent.hallucinated_element_id',
        'script.selector_rot',
      ],
    },
  ],
  [
    'WRONG_PAGE_STATE',
    {
      means: ['page.wrong_page', 'page.blank_or_scrape_failed'],
      mayMean: ['page.popup_new_tab', 'page.still_loading', 'network.http_404_document'],
    },
  ],
  [
    'PARAMETER_BINDING_ERROR',
    {
      means: ['task.parameter_binding'],
      mayMean: ['task.template_or_parameter', 'task.missing_payload'],
    },
  ],
  ['BROWSER_SESSION_EXPIRED', { means: ['infra.browser_session'], mayMean: ['infra.page_closed'] }],
  [
    'WEBSITE_ERROR',
    {
      means: ['network.http_5xx', 'network.rate_limited', 'network.maintenance'],
      mayMean: ['network.*', 'page.js_error'],
    },
  ],
]);
