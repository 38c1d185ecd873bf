import type { FindingInfo } from './define-analyser.ts';

/** Wording and advice of the causes that more than one check reports: one cause reads the same whoever found it. */
export const SHARED_CAUSES = {
  'network.asset_failed': {
    meaning: 'A script that the page cannot do without failed to load, so it stayed blank.',
    owner: 'site',
    retry: 'later',
    fixes: [
      'Tell the owner of the site which file is missing; often a release removed it while old pages still ask for it.',
      'Run again in a fresh browser profile: a cached page may ask for files of an old release.',
    ],
  },
  'network.dns': {
    meaning: 'The host name of the page has no address.',
    owner: 'network',
    retry: 'after-change',
    fixes: [
      'Check the host name in the URL for a typing mistake.',
      'If the name is right, check that the machine of the browser (or its proxy) can resolve it: private names need a private DNS.',
    ],
  },
  'network.tls': {
    meaning: 'The secure connection failed: the certificate or the protocol was not acceptable.',
    owner: 'site',
    retry: 'after-change',
    fixes: [
      'Have the certificate of the site renewed or completed, or use the host name that it is issued for.',
      'For an internal site, add its certificate authority to the machine of the browser.',
    ],
  },
  'network.connection': {
    meaning: 'The host was found, but the connection was refused, reset or cut.',
    owner: 'site',
    retry: 'later',
    fixes: [
      'Check that the site is up and listens on that port.',
      'Check that a firewall lets the machine of the browser through.',
    ],
  },
  'network.timeout': {
    meaning: 'A request that the task needed got no answer in time.',
    owner: 'site',
    retry: 'later',
    fixes: [
      'Report the endpoint that does not answer to the owner of the site.',
      'Run again later, at a quieter time of day.',
    ],
  },
  'network.redirect_loop': {
    meaning: 'The site redirected in circles.',
    owner: 'site',
    retry: 'after-change',
    fixes: [
      'Open the address with a fresh browser profile: stale cookies are the usual reason.',
      'Start on a page that does not need the session, for example the login page.',
    ],
  },
  'network.offline': {
    meaning: 'The machine of the browser had no network, or no way to the address.',
    owner: 'network',
    retry: 'later',
    fixes: ['Check the network of the machine that runs the browser, then run again.'],
  },
  'network.http_5xx': {
    meaning: "The site's server failed while answering a request that the task needed.",
    owner: 'site',
    retry: 'later',
    fixes: [
      'Report the failing endpoint and its time to the owner of the site.',
      'Run again later; if the same request fails every time with this input, compare it with one that works.',
    ],
  },
  'network.http_404_document': {
    meaning: 'The page that was opened does not exist (any more).',
    owner: 'task',
    retry: 'after-change',
    fixes: [
      'Correct the address in the task, or the link that leads to it.',
      'If the page was removed for good, tell the task what to do then.',
    ],
  },
  'network.rate_limited': {
    meaning: 'The site refused requests because there were too many.',
    owner: 'site',
    retry: 'later',
    fixes: [
      'Wait as long as the answer asks for (Retry-After) before running again.',
      'Run fewer tasks at a time against this site, or spread them over the day.',
    ],
  },
  'access.credential_unavailable': {
    meaning: 'The credential that the run needs could not be fetched from its vault.',
    owner: 'credentials',
    retry: 'after-change',
    fixes: [
      'Open the credential in the vault: create it anew if its secret is gone, and pass the new id.',
      'Check that the server can still sign in to the vault.',
    ],
  },
  'page.dialog': {
    meaning: 'A browser dialog asked for confirmation and was dismissed.',
    owner: 'agent',
    retry: 'after-change',
    fixes: [
      'Say in the goal that the confirmation dialog has to be accepted.',
      'If it repeats, do this step with a code block that accepts dialogs.',
    ],
  },
  'page.not_interactable': {
    meaning:
      'The element exists but the page does not let it be used (disabled, read-only or not visible).',
    owner: 'site',
    retry: 'after-change',
    fixes: [
      'Look at the page for the reason the element is disabled (a closed period, a missing selection, a missing right) and remove it.',
      'If the state is legitimate, give the task a terminate criterion that names it, so that the run ends at once with a clear word.',
    ],
  },
  'page.form_validation': {
    meaning: 'The page checked the input and refused it.',
    owner: 'task',
    retry: 'after-change',
    fixes: [
      'Correct the value in the task or payload to what the message asks for.',
      'If the field is one the task does not mention, add its value (or the box to tick) to the goal.',
    ],
  },
  'page.iframe': {
    meaning: 'The needed part of the page is in a frame that stayed empty or out of reach.',
    owner: 'site',
    retry: 'after-change',
    fixes: [
      'If the frame was refused, tell the owners of both sites: framing headers must allow the embedding page.',
      'Open the address of the frame directly with a goto_url block.',
    ],
  },
  'page.option_unavailable': {
    meaning: 'The select box or dropdown does not offer the option that the task wants.',
    owner: 'task',
    retry: 'after-change',
    fixes: [
      'Compare the wanted value with the options on the page: correct the spelling in the task, or name an alternative.',
      'If the option depends on an earlier choice, say in the goal what has to be chosen first.',
    ],
  },
  'agent.hallucinated_element_id': {
    meaning: 'The model chose an element id that is not on the page.',
    owner: 'agent',
    retry: 'later',
    fixes: [
      'Run again: an invented id is a slip of the model, often not repeated.',
      'If it repeats, check that the wanted element is in the element tree at all (frames, canvas and shadow roots are not), and try a stronger model.',
    ],
  },
  'agent.premature_complete': {
    meaning: 'The run ended as a success although what it filled in was never handed in.',
    owner: 'agent',
    retry: 'after-change',
    fixes: [
      'Add a completion criterion that names the confirmation of the site.',
      'Say in the goal which button has to be pressed at the end.',
    ],
  },
  'agent.hallucinated_url_or_file': {
    meaning: 'The model used an address of a file or page that nobody gave it.',
    owner: 'agent',
    retry: 'after-change',
    fixes: [
      'Put the exact address into the goal or the payload, under a name that says what it is.',
      'Check that the payload reaches the block: a value the model does not see is a value it invents.',
    ],
  },
  'agent.wrong_element': {
    meaning: 'The model chose another element than the one the task is about.',
    owner: 'agent',
    retry: 'after-change',
    fixes: [
      'Name the row in the goal by what stands in it alone (number, name, date).',
      'Try a stronger model; the element tree of the step shows what it could have chosen.',
    ],
  },
  'task.missing_payload': {
    meaning: 'The run was given no value for something that the task needs.',
    owner: 'task',
    retry: 'after-change',
    fixes: [
      'Pass a value for the parameter or payload key that is named here.',
      'Give the parameter a default, or check for missing values before starting runs.',
    ],
  },
  'script.selector_rot': {
    meaning: 'A selector in the code finds its element no more.',
    owner: 'task',
    retry: 'after-change',
    fixes: [
      'Compare the selector with the page as it is now and correct it; prefer labels and roles to positions.',
      'Let the run fall back to the agent, or generate the script anew.',
    ],
  },
} as const satisfies Readonly<Record<string, FindingInfo>>;
