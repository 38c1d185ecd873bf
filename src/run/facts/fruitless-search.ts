import type { Action, Exchange, Run, Step } from '../run.ts';
import { topicOf, type Topic } from './lexicon.ts';
import { rowOf } from './list-entries.ts';
import { newMessages } from './new-messages.ts';
import { comparable, pageStates, type PageState, type PageText } from './page-states.ts';
import { isSearchField } from './search-field.ts';
import { exchangesOf } from './submit.ts';

/** Something was looked up and answered, and nothing came back that could be opened. */
export interface FruitlessSearch {
  readonly step: Step;
  readonly typed: Action;
  /** What the page says instead, in whatever words. */
  readonly text: PageText;
  readonly answer: Exchange;
  /** A list stood there before, and nothing at all stands in its place. */
  readonly isPlain: boolean;
}

/** Whatever means another trouble than an empty answer. */
const OTHER_TROUBLE: readonly Topic[] = [
  'login-rejected',
  'account-locked',
  'session-ended',
  'captcha',
  'bot-check',
  'maintenance',
  'out-of-service',
  'server-error',
  'timed-out',
  'generic-error',
  'rate-limit',
  'permission',
  'geo-block',
  'paywall',
  'loading',
  'one-time-code',
  'device-check',
  'confirmation',
];
/** More text than this is an answer of its own. */
const MAX_TEXTS = 3;
const MAX_CHARS = 300;

/** The search whose answer is the page that a step faced, in any language: told by what the page holds and not by what it says. */
export function fruitlessSearch(run: Run, facing: Step): FruitlessSearch | undefined {
  const states = pageStates(run).filter(({ step }) => step.taskId === facing.taskId);
  const after = states.findLast(({ step }) => step === facing);
  const search = lastSearch(run, facing);
  if (after === undefined || search === undefined) return undefined;
  const { step, typed, submit, answer } = search;
  const before = states.findLast(
    (state) =>
      (state.step === step && (state.action?.order ?? -1) < submit.order) ||
      run.steps.indexOf(state.step) < run.steps.indexOf(step),
  );
  const text = onlyText(run, step, typed);
  if (before === undefined || text === undefined) return undefined;
  if (hasRows(after)) return undefined;
  const hasLostRows = hasRows(before);
  const controls = newControls(before, after);
  // Where a list is gone, one way back to it is no result.
  if (controls > (hasLostRows ? 1 : 0)) return undefined;
  return { step: facing, typed, text, answer, isPlain: hasLostRows && controls === 0 };
}

interface Search {
  readonly step: Step;
  readonly typed: Action;
  readonly submit: Action;
  readonly answer: Exchange;
}

/** The last look-up before a step: typed, sent, and answered without complaint. */
function lastSearch(run: Run, facing: Step): Search | undefined {
  const until = run.steps.indexOf(facing);
  for (const step of run.steps.slice(0, until + 1).toReversed()) {
    if (step.taskId !== facing.taskId || step.isDiscarded) continue;
    const typed = step.actions.findLast(
      (action) => action.type === 'input_text' && (action.text ?? '').trim().length > 1,
    );
    if (typed === undefined) continue;
    for (const submit of step.actions.filter(({ order }) => order >= typed.order)) {
      const answer = exchangesOf(run, step, submit).find((exchange) => isAnswer(exchange, typed));
      if (answer !== undefined) return { step, typed, submit, answer };
    }
    return undefined;
  }
  return undefined;
}

function isAnswer(exchange: Exchange, typed: Action): boolean {
  if (exchange.status < 200 || exchange.status >= 300) return false;
  if (exchange.method === 'GET' && asksFor(exchange.url, typed.text ?? '')) return true;
  return isSearchField(typed.element) && /html|json/.test(exchange.mimeType ?? '');
}

function asksFor(url: string, value: string): boolean {
  return (
    URL.canParse(url) &&
    [...new URL(url).searchParams.values()].some((one) => comparable(one) === comparable(value))
  );
}

/** The only thing the page says anew below its headings; undefined where it says more, complains, or shows what was looked for. */
function onlyText(run: Run, step: Step, typed: Action): PageText | undefined {
  const fresh = newMessages(run).filter(
    (message) => message.isLasting && message.step === step && !message.text.isHeading,
  );
  const [first] = fresh;
  if (first === undefined || fresh.length > MAX_TEXTS) return undefined;
  const isPlain = fresh.every(
    ({ text }) =>
      text.text.length <= MAX_CHARS &&
      !text.isError &&
      topicOf(text.text, OTHER_TROUBLE) === undefined &&
      !isEntry(text, typed),
  );
  return isPlain ? first.text : undefined;
}

/** What was looked for, unless it is only quoted back. */
function isEntry({ key }: PageText, typed: Action): boolean {
  const at = key.indexOf(comparable(typed.text ?? ''));
  return at >= 0 && !/["'“„”«‘‚]\s?$/u.test(key.slice(0, at));
}

function hasRows({ page }: PageState): boolean {
  return page?.texts.some(({ element }) => rowOf(page, element) !== undefined) === true;
}

/** Links and buttons that were not there before: results can be opened. */
function newControls(before: PageState, after: PageState): number {
  const known = new Set(controlsOf(before));
  return controlsOf(after).filter((name) => !known.has(name)).length;
}

function controlsOf({ page }: PageState): readonly string[] {
  return (page?.elements ?? [])
    .filter(({ tagName, isHidden }) => !isHidden && (tagName === 'a' || tagName === 'button'))
    .map(({ tagName, attributes }) => `${tagName} ${attributes['href'] ?? attributes['id'] ?? ''}`);
}
