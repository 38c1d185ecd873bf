import { citeJson, type Evidence } from '../evidence.ts';
import { flattenBlocks } from '../read-blocks.ts';
import type { Run } from '../run.ts';

/** The latest moment at which the run can be seen to have done something. */
export function lastSignOfLifeMs(run: Run): number | undefined {
  const { createdAtMs, startedAtMs, finishedAtMs } = run.outcome;
  const times = [
    createdAtMs,
    startedAtMs,
    finishedAtMs,
    ...run.steps.flatMap((step) => [
      step.createdAtMs,
      step.modifiedAtMs,
      ...step.actions.map((action) => action.finishedAtMs),
      ...step.llmCalls.map((call) => call.capturedAtMs),
      ...step.snapshots.map((snapshot) => snapshot.capturedAtMs),
    ]),
    ...flattenBlocks(run.blocks).flatMap((block) => [block.createdAtMs, block.modifiedAtMs]),
    ...(run.serverLog ?? []).map((event) => event.atMs),
    ...run.screenshots.map((screenshot) => screenshot.capturedAtMs),
  ];
  return times.reduce(
    (latest, time) =>
      time === undefined || (latest !== undefined && latest >= time) ? latest : time,
    undefined,
  );
}

/** The status that the server gives the run. */
export function citeStatus(run: Run, claim: string): Evidence | undefined {
  const { document, status } = run.outcome;
  return document === undefined || status === undefined
    ? undefined
    : citeJson({ source: document.source, pointer: '/status' }, status, claim);
}
