import type { JsonDocument } from '../../support/source-ref.ts';
import type { Block, LlmCall, Run, Step } from '../run.ts';
import { realSteps } from './progress.ts';

/** One answer to "extract this": the value as the run used it, and the schema it was asked for. */
export interface Extraction {
  readonly step: Step;
  readonly block: Block | undefined;
  readonly call: LlmCall;
  /** The rendered answer when there is one, else the parsed one. */
  readonly document: JsonDocument;
  readonly value: unknown;
  readonly schema: unknown;
}

/** Extractions of steps that ran an `extract` action; the last answer of a step is the one that counts. */
export function extractions(run: Run): readonly Extraction[] {
  return realSteps(run).flatMap((step) => {
    if (!step.actions.some((action) => action.type === 'extract')) return [];
    const call = step.llmCalls.findLast(
      (candidate) => candidate.kind === 'extract-information' && candidate.parsed !== undefined,
    );
    const document = call?.rendered ?? call?.parsed;
    if (call === undefined || document === undefined) return [];
    const task = run.tasks.find((candidate) => candidate.taskId === step.taskId);
    return {
      step,
      block: step.block,
      call,
      document,
      value: document.value,
      schema: task?.request.extractionSchema ?? run.outcome.request.extractionSchema,
    };
  });
}
