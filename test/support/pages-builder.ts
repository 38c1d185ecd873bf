/** Steps that saw pages: the HTML they started from and what it was after their action. */
import { readHtml } from '../../src/artifacts/html.ts';
import type { Action, PageSnapshot, Step } from '../../src/run/run.ts';
import { actionWith, artifactSource, RUN_START_MS, stepWith } from './run-builder.ts';

export function snapshotWith(
  html: string,
  kind: PageSnapshot['kind'],
  stepId: string,
  at: number,
): PageSnapshot {
  const source = artifactSource(`html_${kind}`, `a_${stepId}_${kind}_${at}`);
  return {
    kind,
    document: { source, text: html },
    page: () => readHtml(html),
    stepId,
    capturedAtMs: RUN_START_MS + at,
  };
}

/** A step with one action between two pages; without a second page the action left no HTML. */
export function pagedStep(
  order: number,
  before: string,
  after: string | undefined,
  action: Partial<Action> = {},
  parts: Partial<Step> = {},
): Step {
  const stepId = `stp_${order}`;
  const start = snapshotWith(before, 'scrape', stepId, order * 60_000);
  const end =
    after === undefined
      ? undefined
      : snapshotWith(after, 'action', stepId, order * 60_000 + 30_000);
  return stepWith({
    order,
    stepId,
    actions: [actionWith({ htmlAfter: end, ...action })],
    snapshots: end === undefined ? [start] : [start, end],
    ...parts,
  });
}
