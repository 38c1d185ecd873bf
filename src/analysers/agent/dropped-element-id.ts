import { citeJson, citeWhole } from '../../run/evidence.ts';
import {
  plannedActions,
  plannedPlace,
  type PlannedAction,
} from '../../run/facts/planned-actions.ts';
import { realSteps } from '../../run/facts/progress.ts';
import type { Run } from '../../run/run.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';
import { SHARED_CAUSES } from '../shared-causes.ts';

/**
 * The model planned an action on an element id that is not on the page, and nothing was done of it: no action, no exception. Only the answer of the model shows it.
 * Actions that were not reached because an earlier one failed have ids that exist.
 */
export const droppedElementId = defineAnalyser({
  id: 'agent.dropped_element_id',
  needs: ['llmCalls', 'steps'],
  findings: {
    'agent.hallucinated_element_id': SHARED_CAUSES['agent.hallucinated_element_id'],
  },
  run: (run) => {
    if (run.outcome.status === 'completed') return [];
    const dropped = realSteps(run).flatMap(plannedActions).filter(isUnknownAndDropped);
    const lasting = dropped.filter((planned) => !isRepaired(run, planned));
    const [first] = lasting;
    return first === undefined ? [] : [droppedFinding(first, lasting.length)];
  },
});

const ON_ELEMENTS: ReadonlySet<string> = new Set([
  'click',
  'input_text',
  'select_option',
  'upload_file',
  'checkbox',
  'hover',
]);

function isUnknownAndDropped({ step, call, type, elementId, action }: PlannedAction): boolean {
  const known = step.scrape?.knownIds;
  if (known === undefined || elementId === undefined || !ON_ELEMENTS.has(type)) return false;
  if (known.has(elementId) || action !== undefined) return false;
  const isShown = [call.prompt?.text, step.scrape?.promptTree?.text].some(
    (text) =>
      text?.includes(`"${elementId}"`) === true || text?.includes(`=${elementId} `) === true,
  );
  return !isShown && !step.actions.some((done) => done.elementId === elementId);
}

/** The same kind of action was done later in the task. */
function isRepaired(run: Run, { step, type }: PlannedAction): boolean {
  const steps = realSteps(run).filter((candidate) => candidate.taskId === step.taskId);
  return steps
    .slice(steps.indexOf(step) + 1)
    .some((later) =>
      later.actions.some(
        (action) => action.type === type && action.results.at(-1)?.isSuccess === true,
      ),
    );
}

function droppedFinding(
  planned: PlannedAction,
  count: number,
): Finding<'agent.hallucinated_element_id'> {
  const { step, elementId = '', type, call } = planned;
  const known = step.scrape?.knownIdsSource;
  return {
    code: 'agent.hallucinated_element_id',
    title: `The model planned to ${type.replaceAll('_', ' ')} on element '${elementId}' in step ${step.order}, an id that the page does not have, and nothing was done of it.`,
    explanation: `Actions on unknown ids are left out without an error${count > 1 ? `; it happened ${count} times` : ''}, so the run went on as if they had been done.`,
    bearing: { tier: 'observed', confidence: 0.78, persistence: 'persistent' },
    step,
    atMs: call.capturedAtMs,
    locus: `${type} dropped id`,
    evidence: [
      citeJson(plannedPlace(planned, 'id'), elementId, 'the id that the model wrote'),
      ...(known === undefined
        ? []
        : [citeWhole(known, 'the ids of the page; it is not among them')]),
    ],
  };
}
