import { citeJson, type Evidence } from '../../run/evidence.ts';
import { goalOf } from '../../run/facts/goal.ts';
import { realSteps } from '../../run/facts/progress.ts';
import type { Action, LlmCall, Run, Step, Task } from '../../run/run.ts';
import { childPointer } from '../../support/json-pointer.ts';
import { asArray, asText, at, isObject } from '../../support/unknown.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';
import { SHARED_CAUSES } from '../shared-causes.ts';

/**
 * The task needs a value that it was not given: a payload key without a value that the goal speaks of, a goal that refers to data which is not
 * there, or a question of the model about the user's data that it could not answer. An empty key that nobody needs is normal.
 */
export const missingPayload = defineAnalyser({
  id: 'task.missing_payload',
  needs: ['outcome'],
  findings: {
    'task.missing_payload': SHARED_CAUSES['task.missing_payload'],
  },
  run: (run) => {
    const finding = fromQuestion(run) ?? fromEmptyKey(run) ?? fromAbsentPayload(run);
    return finding === undefined ? [] : [finding];
  },
});

type Found = Finding<'task.missing_payload'> | undefined;

const NO_ANSWER =
  /^(?:|n\/?a|none|null|unknown|not (?:provided|given|available|specified|found)\b.*)$/i;
const MAX_KEYS = 200;

/** The model asked for the user's data while planning and found nothing; the field then stayed empty or the task was given up. */
function fromQuestion(run: Run): Found {
  for (const step of realSteps(run)) {
    for (const call of step.llmCalls) {
      const found = unanswered(call);
      if (found !== undefined && wasNeeded(step, found.isInput))
        return questionFinding(run, step, found);
    }
  }
  return undefined;
}

interface Question {
  readonly text: string;
  readonly evidence: readonly [Evidence, Evidence];
  readonly isInput: boolean;
}

function unanswered({ parsed }: LlmCall): Question | undefined {
  if (parsed === undefined) return undefined;
  for (const [index, action] of (asArray(at(parsed.value, 'actions')) ?? []).entries()) {
    const question = asText(at(action, 'user_detail_query'));
    const answer = at(action, 'user_detail_answer');
    if (question === undefined || !NO_ANSWER.test(typeof answer === 'string' ? answer.trim() : ''))
      continue;
    const place = (key: string): { source: typeof parsed.source; pointer: string } => ({
      source: parsed.source,
      pointer: childPointer(childPointer('/actions', index), key),
    });
    return {
      text: question,
      isInput: /input|select|upload/i.test(asText(at(action, 'action_type')) ?? ''),
      evidence: [
        citeJson(place('user_detail_query'), question, 'the model asked for this value'),
        citeJson(
          place('user_detail_answer'),
          answer ?? null,
          'and found no answer in what it was given',
        ),
      ],
    };
  }
  return undefined;
}

/** Nothing was typed, or the run was given up in this step. */
function wasNeeded(step: Step, isInput: boolean): boolean {
  const isEmpty = (action: Action): boolean =>
    action.type === 'input_text' && NO_ANSWER.test((action.text ?? '').trim());
  return step.actions.some((action) => action.type === 'terminate' || (isInput && isEmpty(action)));
}

function questionFinding(run: Run, step: Step, { text, evidence }: Question): Found {
  return {
    code: 'task.missing_payload',
    title: `The page asks for something the task was not given (step ${step.order}): ${text.slice(0, 120)}`,
    explanation:
      'The model looked for the value in goal and payload and found none, so the field could not be filled in.',
    bearing: { tier: 'observed', confidence: 0.72, persistence: 'persistent' },
    step,
    atMs: step.modifiedAtMs,
    locus: 'unanswered question',
    evidence: [...evidence, ...citePayload(run.tasks.find(({ taskId }) => taskId === step.taskId))],
  };
}

/** A payload key without a value, named in the goal. */
function fromEmptyKey(run: Run): Found {
  if (run.outcome.status === 'completed') return undefined;
  for (const task of run.tasks) {
    const step = realSteps(run).find(({ taskId }) => taskId === task.taskId);
    const { payload } = task.request;
    if (!isObject(payload) || task.document === undefined) continue;
    const key = Object.entries(payload)
      .slice(0, MAX_KEYS)
      .find(([name, value]) => isEmptyValue(value) && namesKey(goalOf(run, step), name))?.[0];
    if (key === undefined) continue;
    const pointer = childPointer('/request/navigation_payload', key);
    return {
      code: 'task.missing_payload',
      title: `The goal speaks of ${words(key)}, but the payload gives it no value.`,
      explanation: 'The agent can only use what it is given, and this value is empty.',
      bearing: { tier: 'unlinked', confidence: 0.62, persistence: 'persistent' },
      step,
      atMs: step?.createdAtMs,
      locus: key,
      evidence: [
        citeJson({ source: task.document.source, pointer }, at(payload, key), 'the value is empty'),
      ],
    };
  }
  return undefined;
}

function isEmptyValue(value: unknown): boolean {
  return (
    value === null ||
    (typeof value === 'string' && /^(?:|undefined|null|None)$/.test(value.trim())) ||
    (Array.isArray(value) && value.length === 0)
  );
}

function namesKey(goal: string, key: string): boolean {
  const name = words(key).toLowerCase();
  return name.length > 2 && goal.toLowerCase().replace(/[_-]/g, ' ').includes(name);
}

/** `taxNumber` and `tax_number` to `tax number`. */
function words(key: string): string {
  return key
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .trim();
}

const REFERS_TO_PAYLOAD = /\b(?:navigation )?payload\b/i;

/** The goal sends the agent to a payload that is not there. */
function fromAbsentPayload(run: Run): Found {
  if (run.outcome.status === 'completed') return undefined;
  const task = run.tasks.find(
    ({ request, document }) =>
      document !== undefined &&
      REFERS_TO_PAYLOAD.test(request.prompt ?? '') &&
      (request.payload === undefined ||
        (isObject(request.payload) && Object.keys(request.payload).length === 0)),
  );
  const [main, ...others] = task === undefined ? [] : [...citeGoal(task), ...citePayload(task)];
  if (task === undefined || main === undefined) return undefined;
  const step = realSteps(run).find(({ taskId }) => taskId === task.taskId);
  return {
    code: 'task.missing_payload',
    title: 'The goal refers to a payload, but the run was given none.',
    explanation: 'The agent can only use what it is given, and there was nothing.',
    bearing: { tier: 'unlinked', confidence: 0.62, persistence: 'persistent' },
    step,
    atMs: step?.createdAtMs,
    locus: 'no payload',
    evidence: [main, ...others],
  };
}

function citeGoal({ document, request }: Task): readonly Evidence[] {
  return document === undefined || request.prompt === undefined
    ? []
    : [
        citeJson(
          { source: document.source, pointer: '/request/navigation_goal' },
          request.prompt,
          'the goal refers to a payload',
        ),
      ];
}

function citePayload(task: Task | undefined): readonly Evidence[] {
  return task?.document === undefined
    ? []
    : [
        citeJson(
          { source: task.document.source, pointer: '/request/navigation_payload' },
          task.request.payload ?? null,
          'all that the task was given',
        ),
      ];
}
