import { describeAction } from '../../run/describe-action.ts';
import { citeExchange, citeJson, type Evidence } from '../../run/evidence.ts';
import { goalEntities, goalOf } from '../../run/facts/goal.ts';
import { comparable, pageStates } from '../../run/facts/page-states.ts';
import { realSteps } from '../../run/facts/progress.ts';
import { exchangesOf } from '../../run/facts/submit.ts';
import type { Action, Run, Step } from '../../run/run.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';

/**
 * The same action on the same element with the same value in three attempts or more, without anything new on the page. Retries count as attempts; waiting, paging through new
 * content and steppers that change the page are progress. Nearly always a symptom: it is the cause only when nothing else explains it.
 */
export const actionLoop = defineAnalyser({
  id: 'agent.action_loop',
  needs: ['steps'],
  findings: {
    'agent.action_loop': {
      meaning: 'The same action was repeated again and again without getting anywhere.',
      owner: 'agent',
      retry: 'later',
      fixes: [
        'Say in the goal how to recognise that the action has worked, and what to do when it has not.',
        'If what is needed was on the page all the time, name it in the goal as the page does.',
      ],
    },
  },
  run: (run) => {
    const groups = [...groupAttempts(run).values()];
    const loops = [...groups, ...retyped(run)].filter(
      (attempts) => attempts.length >= 3 && !madeProgress(run, attempts),
    );
    const longest = loops.toSorted((a, b) => b.length - a.length)[0];
    const [first] = longest ?? [];
    return longest === undefined || first === undefined ? [] : [loopFinding(run, first, longest)];
  },
});

interface Attempt {
  readonly step: Step;
  readonly action: Action;
}

const IDLE: ReadonlySet<string> = new Set([
  'wait',
  'complete',
  'terminate',
  'extract',
  'null_action',
  'scroll',
  'solve_captcha',
]);

function groupAttempts(run: Run): ReadonlyMap<string, readonly Attempt[]> {
  const groups = new Map<string, Attempt[]>();
  for (const step of realSteps(run)) {
    const seen = new Set<string>();
    for (const action of step.actions) {
      const key = `${step.taskId}|${action.type}|${action.element?.xpath ?? action.elementId ?? ''}|${action.text ?? action.option?.label ?? ''}`;
      if (IDLE.has(action.type) || seen.has(key)) continue;
      seen.add(key);
      groups.set(key, [...(groups.get(key) ?? []), { step, action }]);
    }
  }
  return groups;
}

/** One field that got another value in every attempt, as where suggestions never fit. */
function retyped(run: Run): readonly (readonly Attempt[])[] {
  const fields = new Map<string, Attempt[]>();
  for (const step of realSteps(run)) {
    for (const action of step.actions) {
      const field = action.element?.xpath ?? action.elementId;
      if (action.type !== 'input_text' || field === undefined) continue;
      const key = `${step.taskId}|${field}`;
      const known = fields.get(key) ?? [];
      if (known.at(-1)?.step !== step) fields.set(key, [...known, { step, action }]);
    }
  }
  return [...fields.values()];
}

/** New texts after the second attempt or later: then something moved on. */
function madeProgress(run: Run, attempts: readonly Attempt[]): boolean {
  const states = pageStates(run);
  const known = new Set<string>();
  let attemptsSeen = 0;
  for (const state of states) {
    const isFresh = state.texts.filter((text) => !known.has(text.key)).length >= 2;
    if (isFresh && attemptsSeen >= 2) return true;
    for (const text of state.texts) known.add(text.key);
    if (
      attempts.some(
        (attempt) =>
          attempt.action === state.action ||
          (attempt.step === state.step && state.action === undefined),
      )
    )
      attemptsSeen += 1;
  }
  return false;
}

function loopFinding(
  run: Run,
  first: Attempt,
  attempts: readonly Attempt[],
): Finding<'agent.action_loop'> {
  const requests = attempts.slice(0, 3).flatMap(({ step, action }) =>
    exchangesOf(run, step, action)
      .filter((exchange) => exchange.status >= 200 && exchange.status < 400)
      .slice(0, 1),
  );
  const visible = wantedThings(run, first.step);
  return {
    code: 'agent.action_loop',
    title: `The run did the same thing in ${attempts.length} attempts without getting anywhere: ${describeAction(first.action)}.`,
    explanation:
      visible === undefined
        ? 'After each attempt the page showed nothing new.'
        : `After each attempt the page showed nothing new, although '${visible.name}' was on it all the time.`,
    bearing: {
      tier: 'observed', // Without pages nobody can say whether the attempts moved on.
      confidence: pageStates(run).length === 0 ? 0.42 : 0.64,
      persistence: 'persistent',
    },
    step: first.step,
    atMs: first.action.startedAtMs,
    locus: describeAction(first.action),
    evidence: [
      citeTarget(first),
      ...attempts.slice(1, 3).map(citeTarget),
      ...requests.map((exchange) => citeExchange(exchange, 'what the repeated action requested')),
      ...(visible === undefined ? [] : [visible.evidence]),
    ],
  };
}

function citeTarget({ step, action }: Attempt): Evidence {
  const claim = `attempt in step ${step.order}${step.retryIndex === 0 ? '' : ` retry ${step.retryIndex}`}`;
  const text = action.element?.text;
  if (text !== undefined && text !== '')
    return citeJson(
      { source: action.place.source, pointer: `${action.place.pointer}/skyvern_element_data/text` },
      text,
      claim,
      action.startedAtMs,
    );
  return citeJson(
    { source: action.place.source, pointer: `${action.place.pointer}/action_type` },
    action.type,
    claim,
    action.startedAtMs,
  );
}

/** What the goal names, on the page of the first attempt. */
function wantedThings(
  run: Run,
  step: Step,
): { readonly name: string; readonly evidence: Evidence } | undefined {
  const state = pageStates(run).find((candidate) => candidate.step === step);
  for (const name of goalEntities(goalOf(run, step))) {
    const text = state?.texts.find((candidate) => candidate.key.includes(comparable(name)));
    if (text !== undefined)
      return { name, evidence: text.cite('what the goal names was on the page') };
  }
  return undefined;
}
