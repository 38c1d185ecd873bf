import { describeElement } from '../run/describe-action.ts';
import type { Evidence } from '../run/evidence.ts';
import {
  actionFailures,
  citeExceptionType,
  citeFailure,
  type ActionFailure,
} from '../run/facts/action-failures.ts';
import { succeededLater } from '../run/facts/progress.ts';
import type { Run } from '../run/run.ts';
import { defineAnalyser, type Analyser, type FindingInfo } from './define-analyser.ts';
import type { Finding } from './finding.ts';

/** A cause that an exception of an action names by itself. */
export interface ExceptionRule {
  readonly code: string;
  readonly info: FindingInfo;
  readonly matches: (failure: ActionFailure) => boolean;
  /** The verdict sentence; `target` is the element as a person would say it. */
  readonly title: (failure: ActionFailure, target: string) => string;
  readonly explanation: (failures: readonly ActionFailure[]) => string;
  readonly claim: string;
  readonly confidence: number;
  /** Beside the same thing done later with success: how else the trouble may have been overcome. */
  readonly isOvercome?: (run: Run, failures: readonly ActionFailure[]) => boolean;
  /** Further evidence, from other files than the step's output. */
  readonly support?: (run: Run, failure: ActionFailure) => readonly Evidence[];
}

/** An analyser for such a cause: the earliest matching failure, all others counted. */
export function defineExceptionAnalyser(rule: ExceptionRule): Analyser {
  return defineAnalyser<string>({
    id: rule.code,
    needs: ['steps'],
    findings: { [rule.code]: rule.info },
    run: (run) => {
      const failures = actionFailures(run).filter(rule.matches);
      const [first] = failures;
      return first === undefined ? [] : [toFinding(rule, run, first, failures)];
    },
  });
}

function toFinding(
  rule: ExceptionRule,
  run: Run,
  first: ActionFailure,
  failures: readonly ActionFailure[],
): Finding {
  const { step, action } = first;
  const target = describeTarget(first);
  const isOvercome =
    (failures.every((failure) => failure.step === step || failure.isFinal) &&
      succeededLater(run, step, action)) ||
    rule.isOvercome?.(run, failures) === true;
  return {
    code: rule.code,
    title: rule.title(first, target),
    explanation: rule.explanation(failures),
    bearing: {
      tier: 'typed',
      confidence: rule.confidence,
      persistence: isOvercome ? 'recovered' : 'persistent',
    },
    step,
    atMs: action.finishedAtMs,
    locus: `${action.type} ${target} ${first.exceptionType}`,
    evidence: [
      citeFailure(first, rule.claim),
      citeExceptionType(first, 'the exception that Skyvern recorded'),
      ...(rule.support?.(run, first) ?? []),
    ],
  };
}

export function describeTarget({ action }: ActionFailure): string {
  return action.element === undefined
    ? `element ${action.elementId ?? 'without id'}`
    : describeElement(action.element);
}
