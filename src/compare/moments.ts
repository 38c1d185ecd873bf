import type { PageSnapshot, Step } from '../run/run.ts';
import type { StepPair } from './align-steps.ts';

/** What one run looked like at a moment: at a step, or where it had ended while the other went on. */
export interface Side {
  readonly step: Step | undefined;
  /** The page as it was: of the step's scrape, or the last one captured before. */
  readonly page: PageSnapshot | undefined;
  /** Traffic that led to this page: since the agent looked the last time. */
  readonly sinceMs: number;
  readonly untilMs: number;
}

/** One place in both runs. */
export interface Moment {
  readonly good: Side;
  readonly bad: Side;
}

/** The paired steps as moments, and the end of both as the last one. */
export function momentsOf(pairs: readonly StepPair[]): readonly Moment[] {
  const left = sidesOf([...pairs.map((pair) => pair.good), undefined]);
  const right = sidesOf([...pairs.map((pair) => pair.bad), undefined]);
  return left.flatMap((good, index) => {
    const bad = right[index];
    return bad === undefined ? [] : [{ good, bad }];
  });
}

function sidesOf(steps: readonly (Step | undefined)[]): readonly Side[] {
  let sinceMs = Number.NEGATIVE_INFINITY;
  let lastPage: PageSnapshot | undefined;
  return steps.map((step, index) => {
    const untilMs = looksAt(steps.slice(index).find((later) => later !== undefined));
    const scraped = step?.snapshots.find(({ kind }) => kind === 'scrape');
    const page = step === undefined ? lastPage : scraped;
    const side = { step, page, sinceMs, untilMs };
    if (step === undefined) return side;
    if (Number.isFinite(untilMs)) sinceMs = untilMs;
    lastPage = step.snapshots.at(-1) ?? lastPage;
    return side;
  });
}

/** When the agent looks at the page; a run that is over is looked at for ever. */
function looksAt(step: Step | undefined): number {
  return step?.scrape?.capturedAtMs ?? step?.window?.endMs ?? Number.POSITIVE_INFINITY;
}
