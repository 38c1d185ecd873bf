import { describeElement } from '../../run/describe-action.ts';
import { citeJson, citeExchange, type Evidence } from '../../run/evidence.ts';
import { goalAndData } from '../../run/facts/goal.ts';
import { realSteps } from '../../run/facts/progress.ts';
import { exchangesOf } from '../../run/facts/submit.ts';
import type { Action, Run, Step } from '../../run/run.ts';
import { asArray, asText, at } from '../../support/unknown.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';

/**
 * A value was typed that the goal and its data do not have, while one very like it is there: digits swapped, a character lost. Generated values (search words, dates in
 * another format, parts of a value) are not wrong, so only near misses of values with digits or of long words count.
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
    const [first] = slips;
    return first === undefined ? [] : [slipFinding(run, first, slips)];
  },
});

interface Slip {
  readonly step: Step;
  readonly action: Action;
  readonly typed: string;
  readonly meant: string;
}

function slipOf(run: Run, step: Step, action: Action): Slip | undefined {
  const typed =
    (action.type === 'select_option' ? action.option?.label : action.text)?.trim() ?? '';
  if (
    !['input_text', 'select_option'].includes(action.type) ||
    typed.length < 4 ||
    /redacted|placeholder_|\{\{/i.test(typed)
  )
    return undefined;
  const data = goalAndData(run, step);
  const key = typed.toLowerCase();
  if (data.includes(key)) return undefined;
  const meant = candidates(data).find((candidate) => isNearMiss(key, candidate));
  return meant === undefined ? undefined : { step, action, typed, meant };
}

function candidates(data: string): readonly string[] {
  return [...new Set(data.match(/[\p{L}\d][\p{L}\d@./_-]{3,60}/gu) ?? [])].map((word) =>
    word.replace(/[.,]{1,20}$/, ''),
  );
}

/** One edit or one swap of neighbours; two edits in long values. Formatting alone, or a part of the value, is no miss. */
function isNearMiss(typed: string, meant: string): boolean {
  const [a, b] = [essence(typed), essence(meant)];
  if (a === b || a.length < 4 || b.length < 4 || a.includes(b) || b.includes(a)) return false;
  const hasDigits = /\d/.test(a) && /\d/.test(b);
  if (!hasDigits && (a.length < 7 || a[0] !== b[0])) return false;
  if (isDateLike(typed) || isDateLike(meant)) return false;
  return distance(a, b) <= (a.length >= 10 ? 2 : 1);
}

function isDateLike(text: string): boolean {
  return /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}$/.test(text) || /^\d{1,2}:\d{2}$/.test(text);
}

function essence(text: string): string {
  return text.replace(/[^\p{L}\p{N}@]/gu, '');
}

/** Edits between two short texts, a swap of neighbours counting as one; stops caring above 3. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 3) return 4;
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swap =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
          ? (before[j - 2] ?? 9) + 1
          : 9;
      next.push(
        Math.min(
          (row[j - 1] ?? 9) + (a[i - 1] === b[j - 1] ? 0 : 1),
          (row[j] ?? 9) + 1,
          (next[j - 1] ?? 9) + 1,
          swap,
        ),
      );
    }
    before = row;
    row = next;
  }
  return row.at(-1) ?? 9;
}

function slipFinding(
  run: Run,
  { step, action, typed, meant }: Slip,
  slips: readonly Slip[],
): Finding<'agent.wrong_value'> {
  const target =
    action.element === undefined ? 'a field' : `the ${describeElement(action.element)}`;
  const wasCorrected = realSteps(run).some(
    (other) =>
      run.steps.indexOf(other) >= run.steps.indexOf(step) &&
      other.actions.some((later) => later.text?.toLowerCase() === meant && later !== action),
  );
  return {
    code: 'agent.wrong_value',
    title: `Step ${step.order} typed '${typed}' into ${target}; the task says '${meant}'.`,
    explanation: `The value is one slip away from the one in the goal${slips.length > 1 ? `, and was typed ${slips.length} times` : ''}. What the site answers is true for the wrong value.`,
    bearing: {
      tier: 'observed',
      confidence: 0.88,
      persistence: wasCorrected ? 'recovered' : 'persistent',
    },
    step,
    atMs: action.startedAtMs,
    locus: target,
    evidence: [
      citeJson(
        { source: action.place.source, pointer: `${action.place.pointer}/text` },
        action.text ?? typed,
        'what was typed',
        action.startedAtMs,
      ),
      ...plannedText(step, typed),
      ...sentValue(run, step, action, typed),
      ...givenValue(run, meant),
    ],
  };
}

function plannedText(step: Step, typed: string): readonly Evidence[] {
  for (const call of step.llmCalls) {
    const planned = asArray(at(call.parsed?.value, 'actions')) ?? [];
    const index = planned.findIndex((item) => asText(at(item, 'text')) === typed);
    if (call.parsed !== undefined && index >= 0)
      return [
        citeJson(
          { source: call.parsed.source, pointer: `/actions/${index}/text` },
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
  const start = prompt.toLowerCase().indexOf(meant);
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
