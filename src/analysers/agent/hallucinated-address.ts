import { citeExchange, citeJson, type Evidence } from '../../run/evidence.ts';
import { knownAddresses, pageKey } from '../../run/facts/known-addresses.ts';
import { speaksOf } from '../../run/facts/lexicon.ts';
import { pageStates } from '../../run/facts/page-states.ts';
import {
  plannedActions,
  plannedPlace,
  type PlannedAction,
} from '../../run/facts/planned-actions.ts';
import { realSteps } from '../../run/facts/progress.ts';
import type { Exchange, Run, Step } from '../../run/run.ts';
import { redactUrlQuery } from '../../support/url-text.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';
import { SHARED_CAUSES } from '../shared-causes.ts';

/**
 * The model opened an address that it had from nowhere: neither goal, data, prompt, link nor earlier page has it, and it led to nothing. A guess that works is no
 * trouble, and a known page with another query or a page above a known one is no guess.
 */
export const hallucinatedAddress = defineAnalyser({
  id: 'agent.hallucinated_address',
  needs: ['llmCalls', 'steps'],
  findings: {
    'agent.hallucinated_url_or_file': SHARED_CAUSES['agent.hallucinated_url_or_file'],
  },
  run: (run) => {
    const guesses = realSteps(run)
      .flatMap(plannedActions)
      .flatMap((planned) => guessOf(run, planned) ?? []);
    const [first] = guesses;
    return first === undefined ? [] : [guessFinding(run, first, guesses)];
  },
});

interface Guess {
  readonly planned: PlannedAction;
  readonly url: string;
  readonly isForeignHost: boolean;
  readonly outcome: Evidence | undefined;
  readonly words: string;
}

const OPENS: ReadonlySet<string> = new Set(['goto_url', 'new_tab', 'open_tab', 'download_file']);

function guessOf(run: Run, planned: PlannedAction): Guess | undefined {
  const { url, type, step, call } = planned;
  if (url === undefined || !OPENS.has(type) || !/^https?:\/\/[^{}]+$/i.test(url)) return undefined;
  const known = knownAddresses(run, step, call);
  if (!known.isComplete || known.hasPage(url)) return undefined;
  const isForeignHost = !known.hasHost(url);
  const outcome = outcomeOf(run, planned, url);
  if (outcome === 'opened') return undefined;
  if (outcome === undefined && !isForeignHost) return undefined;
  return {
    planned,
    url,
    isForeignHost,
    outcome: outcome?.evidence,
    words: outcome?.words ?? 'nothing is known of the answer',
  };
}

interface Outcome {
  readonly evidence: Evidence;
  readonly words: string;
}

/** What came of opening the address; undefined when nothing tells. */
function outcomeOf(
  run: Run,
  { step, action }: PlannedAction,
  url: string,
): Outcome | 'opened' | undefined {
  const from = (action?.startedAtMs ?? step.window?.startMs ?? 0) - 500;
  const answer = lastAnswer(run, url, from);
  if (answer !== undefined) {
    if (isRefused(answer))
      return {
        evidence: citeExchange(answer, 'what came of opening the address'),
        words: answer.status > 0 ? `it answered ${answer.status}` : (answer.failureText ?? ''),
      };
    return notFoundText(run, step.stepId) ?? 'opened';
  }
  const failed = action?.results.find((result) => !result.isSuccess);
  if (failed?.exceptionMessage === undefined) return notFoundText(run, step.stepId);
  const place = {
    source: failed.place.source,
    pointer: `${failed.place.pointer}/exception_message`,
  };
  return {
    evidence: citeJson(place, failed.exceptionMessage, 'what came of opening the address'),
    words: /net::ERR_\w+/.exec(failed.exceptionMessage)?.[0] ?? 'it could not be opened',
  };
}

/** The answer to the address itself, redirects followed. */
function lastAnswer(run: Run, url: string, fromMs: number): Exchange | undefined {
  const later = (run.network?.exchanges ?? []).filter(
    ({ startedAtMs }) => startedAtMs === undefined || startedAtMs >= fromMs,
  );
  let answer = later.find((exchange) => pageKey(exchange.url) === pageKey(url));
  for (let hops = 0; answer !== undefined && hops < 20; hops += 1) {
    const { redirectUrl, status, index, url: base } = answer;
    if (redirectUrl === undefined || status < 300 || status >= 400) break;
    if (!URL.canParse(redirectUrl, base)) break;
    const target = new URL(redirectUrl, base).href;
    const next = later.find((other) => other.index > index && other.url === target);
    if (next === undefined) break;
    answer = next;
  }
  return answer;
}

function isRefused({ status, failureText }: Exchange): boolean {
  if (status >= 400) return true;
  return status <= 0 && failureText !== undefined && !/ERR_ABORTED/.test(failureText);
}

/** A page that came with 200 and says that there is none. */
function notFoundText(run: Run, stepId: string): Outcome | undefined {
  const states = pageStates(run);
  const from = states.findIndex((state) => state.step.stepId === stepId);
  const before = new Set(states[from]?.texts.map((text) => text.key));
  for (const state of states.slice(from + 1, from + 3)) {
    const text = state.texts.find(
      (candidate) =>
        candidate.isHeading && !before.has(candidate.key) && speaksOf(candidate.text, 'not-found'),
    );
    if (text !== undefined)
      return { evidence: text.cite('the page that came'), words: 'the site has no such page' };
  }
  return undefined;
}

function guessFinding(
  run: Run,
  { planned, url, isForeignHost, outcome, words }: Guess,
  guesses: readonly Guess[],
): Finding<'agent.hallucinated_url_or_file'> {
  const { step, action, call } = planned;
  const place = plannedPlace(planned, 'url');
  const wasOvercome =
    run.outcome.status === 'completed' ||
    realSteps(run)
      .slice(realSteps(run).indexOf(step) + 1)
      .filter((other) => other.taskId === step.taskId)
      .some((other) => isBack(other, step));
  return {
    code: 'agent.hallucinated_url_or_file',
    title: `Step ${step.order} opened ${redactUrlQuery(url).slice(0, 160)}, an address that nothing in the run gives; ${words}.`,
    explanation: `${isForeignHost ? 'Not even its host occurs in' : 'It is in neither'} goal, data, prompt${isForeignHost ? ' or' : ' nor'} the links of the pages: the model made it up${guesses.length > 1 ? `, ${guesses.length} times in all` : ''}.`,
    bearing: {
      tier: 'observed',
      confidence: outcome === undefined ? 0.6 : wasOvercome ? 0.5 : 0.88,
      persistence: run.outcome.status === 'completed' ? 'recovered' : 'persistent',
    },
    step,
    atMs: action?.startedAtMs ?? call.capturedAtMs,
    locus: `made-up address ${isForeignHost ? 'of another host' : ''}`.trim(),
    evidence: [
      citeJson(place, url, 'the address as the model wrote it', call.capturedAtMs),
      ...(outcome === undefined ? [] : [outcome]),
      ...guesses
        .slice(1, 2)
        .map((again) => citeJson(plannedPlace(again.planned, 'url'), again.url, 'and again')),
    ],
  };
}

/** The run went on from where it had been, and worked there. */
function isBack(later: Step, before: Step): boolean {
  const isSamePage =
    later.pageUrl !== undefined &&
    before.pageUrl !== undefined &&
    pageKey(later.pageUrl) === pageKey(before.pageUrl);
  return (
    isSamePage &&
    later.actions.some(
      ({ element, results }) => element !== undefined && results.at(-1)?.isSuccess === true,
    )
  );
}
