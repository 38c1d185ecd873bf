import { readExceptionName } from '../../run/facts/exception-name.ts';
import type { ReasonHit } from '../../run/facts/failure-reason.ts';
import { defineReasonAnalyser } from '../reason-analyser.ts';
import { SHARED_CAUSES } from '../shared-causes.ts';

/**
 * A code block or a cached script failed in its own code. What its code met on the way is another cause: a page that did not open, a
 * browser that died. A selector that finds nothing any more is the page's change, and the script has to follow it.
 */
export const codeError = defineReasonAnalyser('script.code_error', [
  {
    code: 'script.code_error',
    info: {
      meaning: 'The code of a code block or script raised an exception.',
      owner: 'task',
      retry: 'after-change',
      fixes: [
        'Correct the code at the named exception; run it with the values that this run had.',
        'Guard against missing keys and empty values from earlier blocks.',
      ],
    },
    patterns: [
      /Failed to execute code block\. Reason: ([^\n]{1,200})/,
      /\b(?:Syntax|Indentation)Error: [^\n]{1,160}/,
    ],
    applies: (hit) => isOwnCode(hit),
    title: (hit, where) => `The code of ${where} raised ${words(hit)}.`,
    explanation:
      'The exception comes from the code itself, not from a page: the same input fails every time.',
    claim: 'the code raised an exception',
    confidence: 0.94,
    step: 'none',
  },
  {
    code: 'script.selector_rot',
    info: SHARED_CAUSES['script.selector_rot'],
    patterns: [
      /Failed to execute code block\. Reason: ([^\n]{0,80}(?:Locator|Page|Frame|ElementHandle)\.\w+: Timeout \d+\s?ms exceeded[^\n]{0,160})/,
      /Failed to execute code block\. Reason: ([^\n]{0,120}(?:strict mode violation|element\(s\) not found)[^\n]{0,160})/,
      /Failed to execute code block\. Reason: ([^\n]{0,80}waiting for (?:locator|selector|get_by_)[^\n]{0,160})/,
    ],
    applies: ({ match }) => !/\b(?:goto|reload|wait_for_load_state|wait_for_url)\b/.test(match[0]),
    title: (hit, where) =>
      `A selector in the code of ${where} found nothing in time: ${words(hit)}.`,
    explanation:
      'The code waited for an element that the page does not show (any more); the agent was not asked to find it in another way.',
    claim: 'the selector found nothing in time',
    confidence: 0.88,
    step: 'none',
  },
  {
    code: 'script.runner',
    info: {
      meaning: 'The sandbox that runs code was not available or refused the code.',
      owner: 'skyvern',
      retry: 'later',
      fixes: [
        'Check that the code runner of the server is up and allowed.',
        'If the code was refused as insecure, do without the imports and calls it names.',
      ],
    },
    patterns: [
      /secure codeblock (?:runner|sandbox)[^\n]{0,160}/i,
      /In-process script execution denied[^\n]{0,80}/i,
      /Cached (?:step billing|download error)[^\n]{0,80}/,
      /\bInsecureCode\w*[^\n]{0,120}/,
      /(?:code|script) (?:runner|sandbox)\b[^\n]{0,40}\b(?:unavailable|failed|timed out)[^\n]{0,80}/i,
    ],
    title: (hit, where) => `The code of ${where} could not be run: ${hit.match[0].slice(0, 140)}.`,
    explanation: 'The runner stopped before or around the code; the pages had no part in it.',
    claim: 'the code runner failed',
    confidence: 0.93,
    step: 'none',
  },
]);

const MET_ON_THE_WAY =
  /net::ERR_|Target (?:page|closed)|browser has been closed|secure codeblock|InsecureCode|: Timeout \d+\s?ms exceeded|waiting for (?:locator|selector)|strict mode violation|element\(s\) not found|Failed to format [Jj]inja/;

function isOwnCode({ reason, match }: ReasonHit): boolean {
  const isCode = match[1] !== undefined || ['code', 'script'].includes(reason.block?.type ?? '');
  return isCode && !MET_ON_THE_WAY.test(reason.core);
}

function words({ match }: ReasonHit): string {
  const text = (match[1] ?? match[0]).replace(/[.\s]{1,20}$/, '');
  return readExceptionName(text) === undefined
    ? `an exception (${text.slice(0, 140)})`
    : text.slice(0, 140);
}
