import { citeJson, type Evidence } from '../../run/evidence.ts';
import type { ActionFailure } from '../../run/facts/action-failures.ts';
import { contentWords } from '../../run/facts/content-words.ts';
import { realSteps } from '../../run/facts/progress.ts';
import type { Action, Run } from '../../run/run.ts';
import { times } from '../../support/count-words.ts';
import { asArray, asText, at } from '../../support/unknown.ts';
import { defineExceptionAnalyser } from '../exception-analyser.ts';
import { SHARED_CAUSES } from '../shared-causes.ts';

/**
 * The model named an element id that the page never had: MissingElement with `selector=None`, or an invalid id. The step stays `completed`
 * and the run goes on, often to its cap.
 */
export const hallucinatedElementId = defineExceptionAnalyser({
  code: 'agent.hallucinated_element_id',
  info: SHARED_CAUSES['agent.hallucinated_element_id'],
  matches: ({ exceptionType, message, step, action }) =>
    exceptionType === 'MissingElementDict' ||
    (exceptionType === 'MissingElement' &&
      /selector=None\b/.test(message) &&
      !isKnown(step.scrape?.knownIds, action.elementId)),
  title: ({ step, action }) =>
    `Step ${step.order} acted on element '${action.elementId ?? '?'}', an id that is on no page of the run.`,
  explanation: (failures) =>
    `The id is in the model's answer but not among the elements that Skyvern had shown it (${times(failures.length)}). The step still counts as completed, so the run went on.`,
  claim: 'there is no element with this id',
  confidence: 0.95,
  isOvercome: wasReplaced,
  support: plannedId,
});

/** What was meant was done later on an element that exists: the same text typed, or a click for the same reason. */
function wasReplaced(run: Run, failures: readonly ActionFailure[]): boolean {
  const last = failures.at(-1);
  if (last === undefined) return false;
  const steps = realSteps(run).filter((step) => step.taskId === last.step.taskId);
  return steps
    .slice(steps.indexOf(last.step))
    .some((step) =>
      step.actions.some(
        (action) =>
          (step !== last.step || action.order > last.action.order) &&
          action.type === last.action.type &&
          action.element !== undefined &&
          action.results.at(-1)?.isSuccess === true &&
          isSameIntent(action, last.action),
      ),
    );
}

function isSameIntent(a: Action, b: Action): boolean {
  if (a.type !== 'click') return a.text === b.text && a.option?.label === b.option?.label;
  const [words, others] = [intentWords(a), intentWords(b)];
  const shared = [...words].filter((word) => others.has(word)).length;
  return shared >= 2 && shared / Math.min(words.size, others.size) >= 0.6;
}

function intentWords({ intention, reasoning }: Action): ReadonlySet<string> {
  return contentWords(`${intention ?? ''} ${reasoning ?? ''}`);
}

function isKnown(ids: ReadonlySet<string> | undefined, id: string | undefined): boolean {
  return ids !== undefined && id !== undefined && ids.has(id);
}

function plannedId(_run: Run, { step, action }: ActionFailure): readonly Evidence[] {
  for (const call of step.llmCalls) {
    const planned = asArray(at(call.parsed?.value, 'actions')) ?? [];
    const index = planned.findIndex((item) => asText(at(item, 'id')) === action.elementId);
    if (call.parsed !== undefined && index >= 0)
      return [
        citeJson(
          { source: call.parsed.source, pointer: `/actions/${index}/id` },
          action.elementId ?? '',
          'the id that the model wrote',
        ),
      ];
  }
  return [];
}
