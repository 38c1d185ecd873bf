import type { Network } from '../run/run.ts';
import type { RequestRun } from './context.ts';

/** A run of which nothing but its HAR is known. */
export function runOfHar(network: Network): RequestRun {
  return {
    network,
    console: undefined,
    steps: [],
    blocks: [],
    outcome: {
      runId: undefined,
      runType: undefined,
      status: undefined,
      failureReason: undefined,
      createdAtMs: undefined,
      startedAtMs: undefined,
      finishedAtMs: undefined,
      errors: [],
      failureCategories: [],
      request: {
        prompt: undefined,
        url: undefined,
        maxSteps: undefined,
        payload: undefined,
        parameters: undefined,
        extractionSchema: undefined,
        extractionGoal: undefined,
        proxyLocation: undefined,
      },
      output: undefined,
      downloadedFiles: [],
      webhookFailureReason: undefined,
      document: undefined,
      serverVersion: undefined,
      observedAtMs: undefined,
    },
  };
}
