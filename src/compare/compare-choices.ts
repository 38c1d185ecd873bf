import { describeAction } from '../run/describe-action.ts';
import { citeJson, type Evidence } from '../run/evidence.ts';
import type { Action, Step } from '../run/run.ts';
import { choiceKey, chosenActions } from './align-steps.ts';
import { different, same, unknown, type LayerResult } from './layer-result.ts';
import type { Moment } from './moments.ts';

/** Typed values can be long addresses. */
const MAX_WORDS = 120;

/** What the model chose to do: kinds of action and elements. */
export function compareResponses({ good, bad }: Moment): LayerResult {
  if (good.step === undefined || bad.step === undefined)
    return different('response', oneSidedWords(good.step, bad.step), {
      good: citeStep(good.step),
      bad: citeStep(bad.step),
    });
  const left = chosenActions(good.step);
  const right = chosenActions(bad.step);
  const index = firstOther(left, right);
  if (index === undefined) return same('response', 'the same choice');
  if (index === right.length && right.some((action, at) => endOf(action) !== endOf(left[at])))
    return same('response', 'the same choice, as far as the step got');
  if (right.length === 0 && bad.step.exception !== undefined)
    return unknown('response', `the step broke off before a choice (${bad.step.exception})`);
  return different('response', `${words(right[index])} instead of ${words(left[index])}`, {
    good: citeChoice(left[index], good.step),
    bad: citeChoice(right[index], bad.step),
  });
}

/** What came of the choice. */
export function compareActions({ good, bad }: Moment): LayerResult {
  if (good.step === undefined || bad.step === undefined)
    return unknown('action', 'one run has no step here');
  const left = chosenActions(good.step);
  const right = chosenActions(bad.step);
  const index = left.findIndex((action, at) => endOf(action) !== endOf(right[at]));
  const [before, after] = [left[index], right[index]];
  if (before !== undefined && after !== undefined)
    return different(
      'action',
      `${describeAction(after)}: ${endOf(after)} instead of ${endOf(before)}`,
      {
        good: citeChoice(before, good.step),
        bad: citeChoice(after, bad.step),
      },
    );
  if (good.step.status === bad.step.status) return same('action', 'the same outcome');
  const why = bad.step.exception === undefined ? '' : ` (${bad.step.exception})`;
  return different(
    'action',
    `the step ended as ${bad.step.status}${why} instead of ${good.step.status}`,
    { good: citeStep(good.step), bad: citeStep(bad.step) },
  );
}

function endOf(action: Action | undefined): string {
  const failure = action?.results.find(({ isSuccess }) => !isSuccess);
  return failure?.exceptionType ?? action?.status ?? 'no outcome';
}

function firstOther(left: readonly Action[], right: readonly Action[]): number | undefined {
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const [before, after] = [left[index], right[index]];
    if (before === undefined || after === undefined || choiceKey(before) !== choiceKey(after))
      return index;
  }
  return undefined;
}

function oneSidedWords(good: Step | undefined, bad: Step | undefined): string {
  return good === undefined
    ? `the bad run went on: ${stepWords(bad)}`
    : `only the good run went on: ${stepWords(good)}`;
}

function stepWords(step: Step | undefined): string {
  const chosen = step === undefined ? [] : chosenActions(step);
  return chosen.length === 0 ? 'a step without action' : chosen.map(words).join(', ');
}

function words(action: Action | undefined): string {
  return action === undefined ? 'nothing' : describeAction(action).slice(0, MAX_WORDS);
}

function citeChoice(action: Action | undefined, step: Step): Evidence | undefined {
  if (action === undefined) return citeStep(step);
  const { source, pointer } = action.place;
  return citeJson(
    { source, pointer: `${pointer}/action_type` },
    action.type,
    describeAction(action),
    action.startedAtMs,
  );
}

function citeStep(step: Step | undefined): Evidence | undefined {
  if (step === undefined) return undefined;
  const { source, pointer } = step.place;
  return citeJson({ source, pointer: `${pointer}/status` }, step.status, `ended as ${step.status}`);
}
