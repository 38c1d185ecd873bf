/** What a sentence about a failure speaks of, by its words, and the codes that would bear it out. */
export interface ProseTopic {
  /** As the end of "it speaks of …". */
  readonly name: string;
  readonly words: RegExp;
  readonly means: readonly string[];
  /** It says what was seen, which is true of many causes. */
  readonly isObservation?: true;
}

export const PROSE_TOPICS: readonly ProseTopic[] = [
  {
    name: 'a captcha or a bot check',
    words:
      /\b(?:re)?captcha\b|\bcloudflare\b|\bbot (?:detection|check|protection)|anti-bot|human verification|verify (?:that )?you are human/i,
    means: ['access.captcha', 'access.bot_wall', 'access.human_verification_device'],
  },
  {
    name: 'signing in',
    words:
      /\b(?:log|sign)(?:ged|ging)?[- ]?in (?:page|form|screen|again|fail\w{0,4})|\b(?:password|credentials?|log-?in|sign-?in|authentication|code)\b.{0,40}\b(?:fail\w{0,4}|reject\w{0,3}|refus\w{0,3}|invalid|wrong|incorrect|expired|were sent|none was provided)\b|\b(?:asks?|asking|prompt\w{0,3}) for (?:a |the )?(?:password|code|credentials)|\bsession\b.{0,20}\b(?:expired|ended|over)\b|\b(?:not (?:logged|signed)|logged)[- ]in\b|\bone-time code\b|\btwo-factor\b|\b(?:mfa|otp|2fa)\b|\badditional verification\b/i,
    means: [
      'access.login_rejected',
      'access.account_locked',
      'access.mfa_*',
      'access.session_expired',
      'access.credential_unavailable',
      'access.human_verification_device',
    ],
  },
  {
    name: 'missing rights',
    words:
      /\b(?:permission|access denied|not (?:authori[sz]ed|allowed|permitted)|forbidden|(?:lacks?|missing|without) (?:the )?(?:rights?|roles?|permissions?))\b/i,
    means: ['access.permission_denied', 'access.paywall', 'access.geo_block', 'llm.refusal'],
  },
  {
    name: 'an error of the server',
    words:
      /\b(?:server error|internal error|service unavailable|bad gateway|maintenance|HTTP 5\d\d|50[0234])\b|\b(?:server|system|service|backend|site|website) (?:is |was |seems |appears )?(?:to be )?(?:down|faulty|broken|unavailable|overloaded|failing)\b/i,
    means: [
      'network.http_5xx',
      'network.maintenance',
      'network.app_error_in_200',
      'network.http_4xx_submit',
      'task.block_external',
    ],
  },
  {
    name: 'too many requests',
    words: /\b(?:rate[- ]limit\w{0,5}|too many requests|429)\b/i,
    means: ['network.rate_limited', 'llm.rate_limited'],
  },
  {
    name: 'an address that does not open',
    words:
      /\b(?:failed to navigate|net::ERR_\w{1,40}|page (?:was )?not found|404|dns|redirect(?:ed)? (?:loop|too many))\b/i,
    means: [
      'network.dns',
      'network.tls',
      'network.connection',
      'network.timeout',
      'network.redirect_loop',
      'network.http_404_document',
      'network.offline',
      'task.start_url_*',
      'infra.proxy',
    ],
  },
  {
    name: 'slowness or a timeout',
    words:
      /\b(?:time[sd]?[- ]?out|slow(?:ly)?|(?:did|does) not (?:finish )?load|never (?:loaded|appeared)|still loading|(?:not|never) finished loading|not refreshed)\b/i,
    means: ['network.timeout', 'page.still_loading', 'page.blank_or_scrape_failed'],
  },
  {
    name: 'a form that rejects a value',
    words:
      /\b(?:validation|mandatory|required field|(?:form|field|site|page) (?:rejects?|rejected|refuses?|does not accept|did not accept)|rejected by the form|(?:seems to be|is) invalid|invalid (?:value|format|input)|(?:number|date|different) format)\b/i,
    means: [
      'page.form_validation',
      'page.input_not_retained',
      'agent.wrong_value',
      'page.option_unavailable',
    ],
  },
  {
    name: 'something that lies over the page',
    words:
      /\b(?:overlay|pop-?up|banner|modal|cookie notice|covers|covered|obscured|blocked by (?:a|an|the) (?:dialog|layer|window))\b/i,
    means: ['page.covered', 'page.dialog', 'access.terms_or_interstitial', 'page.popup_new_tab'],
  },
  {
    name: 'a disabled control',
    words: /\b(?:disabled|greyed out|not (?:clickable|interactable|enabled))\b/i,
    means: ['page.not_interactable', 'task.goal_impossible'],
    isObservation: true,
  },
  {
    name: 'something sold out or withdrawn',
    words:
      /\b(?:sold out|out of stock|no longer (?:available|possible|offered)|has been (?:cancelled|canceled|closed|withdrawn)|been taken|is taken|to be taken)\b/i,
    means: ['task.goal_impossible', 'page.empty_results', 'page.option_unavailable'],
  },
  {
    name: 'something that cannot be found',
    words:
      /\b(?:(?:could|can) ?not (?:be )?(?:find|found|locate\w?)|cannot find|not (?:found|listed|displayed|shown|visible|returned|offered|available)|does not (?:exist|return)|no (?:results?|such)|there is no|is missing)\b/i,
    means: [
      'page.element_missing',
      'page.element_undetected',
      'page.element_trimmed',
      'page.empty_results',
      'page.target_data_absent',
      'task.goal_impossible',
    ],
    isObservation: true,
  },
  {
    name: 'trouble with the language model',
    words: /\b(?:context (?:window|length)|token limit|llm (?:error|provider)|language model)\b/i,
    means: ['llm.*'],
  },
];
