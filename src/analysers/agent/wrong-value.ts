import { describeElement } from '../../run/describe-action.ts';
import { citeJson, citeExchange, type Evidence } from '../../run/evidence.ts';
import { realSteps } from '../../run/facts/progress.ts';
import { nearMiss } from '../../run/facts/slips/near-miss.ts';
import type { SlipRule, ValueSlip } from '../../run/facts/slips/slip.ts';
import { swapped } from '../../run/facts/slips/swapped.ts';
import { wrongCount } from '../../run/facts/slips/wrong-count.ts';
import { wrongDate } from '../../run/facts/slips/wrong-date.ts';
import { wrongOption } from '../../run/facts/slips/wrong-option.ts';
import { exchangesOf } from '../../run/facts/submit.ts';
import type { Action, Run, Step } from '../../run/run.ts';
import { asArray, asText, at } from '../../support/unknown.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';

/**
 * A value went into a field that is not the one the task gave for it: a slip in copying, the value of another field, a date that the goal does not name, the wrong option or count.
 * Generated values (search words, dates that are worked out, parts of a value) are not wrong, so each rule needs the right value too.
 */
export const wrongValue = defineAnalyser({
  id: 'agent.wrong_value',
  needs: ['steps'],
  findings: {
    'agent.wrong_value': {
      meaning: 'The model typed another value than the task gave it.',
      owner: 'agent',
      retry: 'later',
      fixes: [
        'Run again: a slip in copying is rarely repeated.',
        'Pass the value as a parameter of its own instead of inside a sentence, and use a stronger model for long numbers.',
      ],
    },
  },
  run: (run) => {
    const slips = realSteps(run).flatMap((step) =>
      step.actions.flatMap((action) => slipOf(run, step, action) ?? []),
    );
    const first = slips.find((slip) => !isCorrected(run, slip)) ?? slips[0];
    return first === undefined ? [] : [slipFinding(run, first, slips)];
  },
});

const RULES: readonly SlipRule[] = [swapped, wrongDate, wrongOption, wrongCount, nearMiss];
const FILLS: ReadonlySet<string> = new Set(['input_text', 'select_option']);

function slipOf(run: Run, step: Step, action: Action): ValueSlip | undefined {
  const typed = action.text ?? action.option?.label ?? '';
  if (!FILLS.has(action.type) || /redacted|placeholder_|\{\{/i.test(typed)) return undefined;
  if (action.results.at(-1)?.isSuccess === false) return undefined;
  for (const rule of RULES) {
    const slip = rule(run, step, action);
    if (slip !== undefined) return slip;
  }
  return undefined;
}

function slipFinding(
  run: Run,
  { step, action, typed, meant, words, confidence }: ValueSlip,
  slips: readonly ValueSlip[],
): Finding<'agent.wrong_value'> {
  const target =
    action.element === undefined ? 'a field' : `the ${describeElement(action.element)}`;
  const wasCorrected = isCorrected(run, { step, action, meant, typed });
  return {
    code: 'agent.wrong_value',
    title: `Step ${step.order} ${action.type === 'select_option' ? 'chose' : 'typed'} '${typed}' ${action.type === 'select_option' ? 'in' : 'into'} ${target}; the task says '${meant}'.`,
    explanation: `${words}${slips.length > 1 ? ` It was typed ${slips.length} times.` : ''} What the site answers is true for the wrong value.`,
    bearing: {
      tier: 'observed',
      confidence,
      persistence: wasCorrected ? 'recovered' : 'persistent',
    },
    step,
    atMs: action.startedAtMs,
    locus: target,
    evidence: [
      citeTyped(action, typed),
      ...plannedText(step, typed),
      ...sentValue(run, step, action, typed),
      ...givenValue(run, meant),
    ],
  };
}

/** The same field got the right value later. */
function isCorrected(
  run: Run,
  { step, action, meant }: Pick<ValueSlip, 'step' | 'action' | 'meant' | 'typed'>,
): boolean {
  const steps = realSteps(run);
  const wanted = meant.toLowerCase();
  return steps.some(
    (other) =>
      steps.indexOf(other) >= steps.indexOf(step) &&
      other.actions.some(
        (later) =>
          later !== action &&
          (other !== step || later.order > action.order) &&
          isSameField(later, action) &&
          (later.text ?? later.option?.label ?? '').toLowerCase() === wanted,
      ),
  );
}

function isSameField(a: Action, b: Action): boolean {
  const name = (action: Action): unknown =>
    action.element?.attributes?.['name'] ?? action.element?.xpath;
  return name(a) === undefined || name(b) === undefined || name(a) === name(b);
}

function citeTyped(action: Action, typed: string): Evidence {
  const field = action.type === 'select_option' ? 'option/label' : 'text';
  return citeJson(
    { source: action.place.source, pointer: `${action.place.pointer}/${field}` },
    typed,
    'what went into the field',
    action.startedAtMs,
  );
}

function plannedText(step: Step, typed: string): readonly Evidence[] {
  for (const call of step.llmCalls) {
    const planned = asArray(at(call.parsed?.value, 'actions')) ?? [];
    const index = planned.findIndex(
      (item) => (asText(at(item, 'text')) ?? asText(at(item, 'option', 'label'))) === typed,
    );
    const field = asText(at(planned[index], 'text')) === typed ? 'text' : 'option/label';
    if (call.parsed !== undefined && index >= 0)
      return [
        citeJson(
          { source: call.parsed.source, pointer: `/actions/${index}/${field}` },
          typed,
          'what the model wrote',
        ),
      ];
  }
  return [];
}

function sentValue(run: Run, step: Step, action: Action, typed: string): readonly Evidence[] {
  const later = step.actions.filter((other) => other.order > action.order);
  const sent = later
    .flatMap((other) => exchangesOf(run, step, other))
    .find(
      (exchange) =>
        decodeURIComponentSafely(exchange.url).includes(typed) ||
        exchange.postParams.some((param) => param.value === typed),
    );
  return sent === undefined ? [] : [citeExchange(sent, 'what was sent to the site')];
}

function decodeURIComponentSafely(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

function givenValue(run: Run, meant: string): readonly Evidence[] {
  const { document } = run.outcome;
  const prompt = asText(at(document?.value, 'run_request', 'prompt'));
  if (document === undefined || prompt === undefined) return [];
  const start = prompt.toLowerCase().indexOf(meant.toLowerCase());
  return start < 0
    ? []
    : [
        citeJson(
          { source: document.source, pointer: '/run_request/prompt' },
          prompt.slice(0, 300),
          'what the task says',
        ),
      ];
}
