import { citeJson, type Evidence } from '../evidence.ts';
import type { Step } from '../run.ts';

/** A failed call to the model, by the class name that Skyvern recorded for the step or for one of its actions. */
export interface LlmException {
  readonly step: Step;
  readonly name: string;
  readonly message: string;
  readonly evidence: Evidence;
}

const LLM_NAME =
  /^(?:\w{0,60}LLM\w{0,60}|SkyvernContextWindowExceededError|ContextWindowExceededError|RateLimitError|AuthenticationError|PermissionDeniedError|APIConnectionError|APIError|APITimeoutError|InternalServerError|ServiceUnavailableError|BadRequestError|NotFoundError|ContentPolicyViolationError|FailedToParseActionInstruction|NoProviderEnabledError)$/;

/** The exception of a step that the model's API or answer is to blame for; the step's own first, then that of an action which stayed failed. */
export function llmException(step: Step): LlmException | undefined {
  if (step.exception !== undefined && LLM_NAME.test(step.exception)) {
    const place = {
      source: step.place.source,
      pointer: `${step.place.pointer}/output/step_exception`,
    };
    return {
      step,
      name: step.exception,
      message: '',
      evidence: citeJson(
        place,
        step.exception,
        'the exception that ended the step',
        step.modifiedAtMs,
      ),
    };
  }
  for (const action of step.actions) {
    const result = action.results.at(-1);
    const name = result?.exceptionType;
    if (result === undefined || name === undefined || result.isSuccess || !LLM_NAME.test(name))
      continue;
    const place = {
      source: result.place.source,
      pointer: `${result.place.pointer}/exception_type`,
    };
    return {
      step,
      name,
      message: result.exceptionMessage ?? '',
      evidence: citeJson(place, name, 'the exception of the action', action.finishedAtMs),
    };
  }
  return undefined;
}
