import { citeJson, type Evidence } from '../evidence.ts';
import type { Action, ActionResult, Run, Step } from '../run.ts';

/** One result of an action that was no success. */
export interface ActionFailure {
  readonly step: Step;
  readonly action: Action;
  readonly result: ActionResult;
  /** Python class name, empty when none was recorded. */
  readonly exceptionType: string;
  readonly message: string;
  /** False when a fallback after it succeeded. */
  readonly isFinal: boolean;
}

/**
 * Failures of actions in the order they happened. A WAIT always counts as failed by Skyvern's design and means nothing, so it is left out.
 */
export function actionFailures(run: Run): readonly ActionFailure[] {
  return run.steps.flatMap((step) => step.actions.flatMap((action) => failuresOf(step, action)));
}

function failuresOf(step: Step, action: Action): readonly ActionFailure[] {
  if (action.type === 'wait') return [];
  return action.results.flatMap((result, index) => {
    if (result.isSuccess) return [];
    return {
      step,
      action,
      result,
      exceptionType: result.exceptionType ?? '',
      message: result.exceptionMessage ?? '',
      isFinal: index === action.results.length - 1,
    };
  });
}

/** Cites the message of a failure, or its type where there is no message. */
export function citeFailure(failure: ActionFailure, claim: string): Evidence {
  const { place, exceptionMessage, exceptionType } = failure.result;
  const field = exceptionMessage === undefined ? 'exception_type' : 'exception_message';
  const value = exceptionMessage ?? exceptionType ?? '';
  return citeJson(
    { source: place.source, pointer: `${place.pointer}/${field}` },
    value,
    claim,
    failure.action.finishedAtMs,
  );
}

/** Cites the class name alone: the machine's own word for what happened. */
export function citeExceptionType(failure: ActionFailure, claim: string): Evidence {
  const { place } = failure.result;
  return citeJson(
    { source: place.source, pointer: `${place.pointer}/exception_type` },
    failure.exceptionType,
    claim,
    failure.action.finishedAtMs,
  );
}
