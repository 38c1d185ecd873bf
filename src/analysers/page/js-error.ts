import { requestReportOf } from '../../requests/request-report-of.ts';
import { citeConsole } from '../../run/evidence.ts';
import { describeElement } from '../../run/describe-action.ts';
import { newMessages } from '../../run/facts/new-messages.ts';
import { realSteps } from '../../run/facts/progress.ts';
import { actionBefore } from '../../run/facts/step-at.ts';
import { exchangesOf, isWrite } from '../../run/facts/submit.ts';
import type { Action, ConsoleMessage, Run, Step } from '../../run/run.ts';
import { registrableDomain } from '../../support/registrable-domain.ts';
import { times } from '../../support/count-words.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';

/**
 * A script error of the site's own code right after an action that then had no effect: no request, no new text. Errors of other companies' scripts, at page load, or
 * beside an action that worked are noise; uncaught exceptions are not in the console log at all, so silence proves nothing.
 */
export const jsError = defineAnalyser({
  id: 'page.js_error',
  needs: ['steps', 'console'],
  findings: {
    'page.js_error': {
      meaning: "The page's own script failed, so the action had no effect.",
      owner: 'site',
      retry: 'later',
      fixes: [
        'Report the script error with its file and line to the owner of the site.',
        'Try the same click by hand: if it fails too, every user is hit.',
      ],
    },
  },
  run: (run) => {
    const errors = (run.console ?? []).flatMap((line) => errorAfterAction(run, line) ?? []);
    const [first] = errors;
    return first === undefined ? [] : [scriptFinding(run, first, errors)];
  },
});

interface ScriptError {
  readonly line: ConsoleMessage;
  readonly step: Step;
  readonly action: Action;
}

const SCRIPT_ERROR =
  /\b(?:Uncaught|TypeError|ReferenceError|RangeError|SyntaxError|ChunkLoadError|Minified React error|Hydration failed|is not a function|is not defined|Cannot read propert|undefined is not|null is not|Unhandled (?:promise )?rejection)\b/;
/** An error in words of the site's own, or of its framework. */
const OTHER_ERROR =
  /^(?:\s|\[[^\]]{1,30}\]|ERROR){0,4}\s?(?:[A-Z][A-Za-z]{0,40}Error|Error|Exception|[A-Z][A-Za-z]{0,40}Exception)\b:?|\bUnhandled error\b|The above error occurred in|Unhandled (?:exception|rejection)|\bin event handler\b/;
/** Failed requests have causes of their own. */
const ABOUT_REQUESTS =
  /Failed to (?:load resource|fetch)|net::ERR_|Network ?Error|AxiosError|ApolloError|GraphQL|HttpErrorResponse|\bHTTP \d{3}|status(?: code)? (?:of )?\d{3}|\bCORS\b|Content Security Policy|WebSocket|\btimeout|timed out|AbortError|ChunkLoadError/i;
const NEAR_MS = 15_000;

function errorAfterAction(run: Run, line: ConsoleMessage): ScriptError | undefined {
  if (line.level !== 'error' || !isScriptError(line) || isForeign(run, line)) return undefined;
  const cause = actionBefore(run, line.atMs);
  if (cause === undefined || (line.atMs ?? 0) - (cause.action.startedAtMs ?? 0) > NEAR_MS)
    return undefined;
  return cause.action.type === 'click' ||
    cause.action.type === 'keypress' ||
    cause.action.type === 'select_option' ||
    cause.action.type === 'input_text'
    ? { line, ...cause }
    : undefined;
}

function isScriptError({ text }: ConsoleMessage): boolean {
  const sample = text.slice(0, 1_000);
  return SCRIPT_ERROR.test(sample) || (OTHER_ERROR.test(sample) && !ABOUT_REQUESTS.test(sample));
}

function isForeign(run: Run, line: ConsoleMessage): boolean {
  const own =
    realSteps(run).find((step) => step.pageUrl !== undefined)?.pageUrl ?? run.outcome.request.url;
  return (
    line.url !== undefined &&
    /^https?:/.test(line.url) &&
    own !== undefined &&
    registrableDomain(line.url) !== registrableDomain(own)
  );
}

function scriptFinding(
  run: Run,
  first: ScriptError,
  errors: readonly ScriptError[],
): Finding<'page.js_error'> {
  const { line, step, action } = first;
  const isNoOp = !hadEffect(run, step, action);
  const [message = ''] = line.text.split('\n');
  const repeated = errors.filter((error) => error.action.element?.xpath === action.element?.xpath);
  return {
    code: 'page.js_error',
    title: `The ${action.type.replaceAll('_', ' ')} on the ${action.element === undefined ? 'page' : describeElement(action.element)} in step ${step.order} ran into a script error: ${message.slice(0, 160)}`,
    explanation: isNoOp
      ? `No request left the browser and nothing changed on the page (${times(repeated.length)}).`
      : 'The action had some effect all the same.',
    bearing: {
      tier: 'observed',
      confidence: confidenceOf(message, isNoOp),
      persistence: 'persistent',
    },
    step,
    atMs: line.atMs,
    locus: message.slice(0, 120),
    evidence: [
      citeConsole(line, 'the script error, right after the action'),
      ...repeated
        .slice(1, 3)
        .map((error) => citeConsole(error.line, `again in step ${error.step.order}`)),
    ],
  };
}

function confidenceOf(message: string, isNoOp: boolean): number {
  if (!isNoOp) return 0.45;
  return SCRIPT_ERROR.test(message) ? 0.86 : 0.76;
}

function hadEffect(run: Run, step: Step, action: Action): boolean {
  const answered = exchangesOf(run, step, action).some(
    (exchange) =>
      (isWrite(exchange) || exchange.mimeType?.startsWith('text/html') === true) &&
      !isNoise(run, exchange.index),
  );
  return answered || newMessages(run).some((message) => message.action === action);
}

function isNoise(run: Run, index: number): boolean {
  return requestReportOf(run).failed.some(
    (request) => request.exchange.index === index && request.verdict.level === 'excluded',
  );
}
