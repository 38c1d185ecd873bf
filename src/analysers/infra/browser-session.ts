import { citeJson, type Evidence } from '../../run/evidence.ts';
import type { Run } from '../../run/run.ts';
import { asText, at } from '../../support/unknown.ts';
import { defineReasonAnalyser } from '../reason-analyser.ts';

/** The run was to use a browser session that is closed, taken, unknown or never came up. */
export const browserSession = defineReasonAnalyser('infra.browser_session', [
  {
    code: 'infra.browser_session',
    info: {
      meaning: 'The browser session that the run was given could not be used.',
      owner: 'skyvern',
      retry: 'after-change',
      fixes: [
        'Start a new browser session and pass its id, or run without one.',
        'If several runs share a session, run them one after the other.',
      ],
    },
    patterns: [
      /Failed to connect to the browser session[^\n]{0,120}/,
      /Browser session \S{1,80} (?:is closed|does not exist|failed to start within[^\n]{0,40}|is already occupied|has expired|not found)/i,
      /BrowserSession(?:Expired|NotFound|Closed|AlreadyOccupied|StartupTimeout)\w*/,
      /browser_session_(?:closed|startup_timeout|expired_before_run)/,
      /failed to start within the timeout/,
    ],
    title: (hit) =>
      `The browser session of the run could not be used: ${hit.match[0].slice(0, 120)}.`,
    explanation:
      'The session was gone or taken when the run wanted it; the site had no part in it.',
    claim: 'the browser session could not be used',
    confidence: 0.95,
    step: 'last',
    support: sessionId,
  },
]);

function sessionId(run: Run): readonly Evidence[] {
  const { document } = run.outcome;
  const id = asText(at(document?.value, 'browser_session_id'));
  return document === undefined || id === undefined
    ? []
    : [
        citeJson(
          { source: document.source, pointer: '/browser_session_id' },
          id,
          'the session of the run',
        ),
      ];
}
