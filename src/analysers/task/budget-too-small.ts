import { citeExchange, citeJson, distinctEvidence, type Evidence } from '../../run/evidence.ts';
import { citeReasons, matchReasons, type ReasonHit } from '../../run/facts/failure-reason.ts';
import { topicOf } from '../../run/facts/lexicon.ts';
import { pageStates, type PageState, type PageText } from '../../run/facts/page-states.ts';
import { realSteps } from '../../run/facts/progress.ts';
import { isWrite } from '../../run/facts/submit.ts';
import type { Exchange, Run, Step } from '../../run/run.ts';
import { counted } from '../../support/count-words.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';

/**
 * The steps ran out while every one of them still got further: each ended on a page that had not been seen before, and nothing on it was an
 * error. One step that brought nothing new, or a failed action, and the cap is only how the run ended.
 */
export const budgetTooSmall = defineAnalyser({
  id: 'task.budget_too_small',
  needs: ['steps'],
  findings: {
    'task.budget_too_small': {
      meaning: 'The allowed number of steps was too small for the task, which was going well.',
      owner: 'task',
      retry: 'after-change',
      fixes: [
        'Raise max_steps: the pages still to come are named here where the site counts them.',
        'Or split the task into blocks with limits of their own.',
      ],
    },
  },
  run: (run) => {
    const finding = findBudget(run);
    return finding === undefined ? [] : [finding];
  },
});

const CAP = [
  /Reached the maximum steps \((\d+)\)/,
  /Reached the max(?:imum)? (?:number of )?steps/i,
];
/** Words that say that the page did not take what it was given. */
const TROUBLE = [
  'validation',
  'generic-error',
  'login-rejected',
  'account-locked',
  'session-ended',
  'permission',
  'bot-check',
  'rate-limit',
  'not-found',
  'maintenance',
  'code-rejected',
] as const;

function findBudget(run: Run): Finding<'task.budget_too_small'> | undefined {
  const [hit] = matchReasons(run, CAP);
  if (hit === undefined) return undefined;
  const steps = cappedSteps(run, hit);
  const last = steps.at(-1);
  if (last === undefined || !steps.every((step) => isProductive(run, step))) return undefined;
  return toFinding(run, hit, steps, last);
}

/** Steps of the task that met the cap. */
function cappedSteps(run: Run, { reason }: ReasonHit): readonly Step[] {
  const steps = realSteps(run).filter(({ status }) => status !== 'created');
  const taskId = reason.task?.taskId ?? reason.block?.taskId ?? steps.at(-1)?.taskId;
  return steps.filter((step) => step.taskId === taskId);
}

/** Nothing failed in the step, and it ended on something that could not be read before. */
function isProductive(run: Run, step: Step): boolean {
  const hasFailed =
    step.status === 'failed' ||
    step.actions.some(
      (action) => action.type !== 'wait' && action.results.at(-1)?.isSuccess === false,
    ) ||
    step.actions.every((action) => ['wait', 'null_action', 'terminate'].includes(action.type));
  return !hasFailed && newTexts(run, step).length > 0 && !hasTrouble(newTexts(run, step));
}

/** Texts at the end of the step that no state before it had. */
function newTexts(run: Run, step: Step): readonly PageText[] {
  const states = pageStates(run).filter((state) => state.step.taskId === step.taskId);
  const firstIndex = states.findIndex((state) => state.step === step);
  const own = states.filter((state) => state.step === step);
  const end = own.at(-1);
  if (end === undefined || own.length < 2) return [];
  const before = new Set(
    states.slice(0, firstIndex + 1).flatMap((state) => state.texts.map(({ key }) => key)),
  );
  return end.texts.filter(({ key }) => !before.has(key) && /\p{L}{2}/u.test(key));
}

function hasTrouble(texts: readonly PageText[]): boolean {
  return (
    texts.some((text) => text.isMessage && topicOf(text.text, TROUBLE) !== undefined) ||
    texts.every((text) => topicOf(text.text, TROUBLE) !== undefined)
  );
}

function toFinding(
  run: Run,
  hit: ReasonHit,
  steps: readonly Step[],
  last: Step,
): Finding<'task.budget_too_small'> {
  const counter = pageCounter(run, last);
  return {
    code: 'task.budget_too_small',
    title: `All ${counted(steps.length, 'step')} got further, and then the limit of ${hit.match[1] ?? 'steps'} was reached${counter === undefined ? '' : ` at "${counter.text.text.trim().slice(0, 60)}"`}.`,
    explanation:
      'Every step ended on something new and no action failed: the run was not stuck, it was stopped.',
    bearing: {
      tier: 'observed',
      confidence: counter === undefined ? 0.7 : 0.86,
      persistence: 'persistent',
    },
    step: last,
    atMs: last.modifiedAtMs,
    locus: 'max steps',
    evidence: [
      ...citeReasons(run, hit, 'the limit of steps was reached'),
      ...distinctEvidence([
        ...(counter === undefined
          ? []
          : [counter.text.cite('the page counts what is still to come')]),
        ...newTexts(run, last)
          .slice(0, 1)
          .map((text) => text.cite('the last step brought this for the first time')),
        ...acceptedWrites(run, last).map((exchange) =>
          citeExchange(exchange, 'the site accepted what the last step handed in'),
        ),
        ...citeLimit(run),
      ]),
    ],
  };
}

/** `Step 4 of 6`, as read at the end of the last step. */
function pageCounter(run: Run, last: Step): { readonly text: PageText } | undefined {
  const end = pageStates(run).findLast((state: PageState) => state.step === last);
  const text = end?.texts.find((candidate) => {
    const match = /\b(\d{1,3})\s?(?:of|von|sur|de|di|van|av|z|\/)\s?(\d{1,3})\b/i.exec(
      candidate.text,
    );
    return match !== null && candidate.text.length <= 60 && Number(match[1]) < Number(match[2]);
  });
  return text === undefined ? undefined : { text };
}

function acceptedWrites(run: Run, step: Step): readonly Exchange[] {
  const { window } = step;
  if (window === undefined) return [];
  return (run.network?.exchanges ?? [])
    .filter(
      (exchange) =>
        isWrite(exchange) &&
        exchange.status >= 200 &&
        exchange.status < 400 &&
        (exchange.startedAtMs ?? 0) >= window.startMs &&
        (exchange.startedAtMs ?? 0) <= window.endMs,
    )
    .slice(0, 2);
}

function citeLimit(run: Run): readonly Evidence[] {
  const { document, request } = run.outcome;
  return document === undefined || request.maxSteps === undefined
    ? []
    : [
        citeJson(
          { source: document.source, pointer: maxStepsPointer(document.value) },
          request.maxSteps,
          'the limit that the run was given',
        ),
      ];
}

function maxStepsPointer(value: unknown): string {
  const request = typeof value === 'object' && value !== null && 'run_request' in value;
  return request ? '/run_request/max_steps' : '/max_steps_per_run';
}
