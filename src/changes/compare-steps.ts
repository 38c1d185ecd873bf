import type { ElementTree, Run, Scrape, Step } from '../run/run.ts';
import { diffTrees } from './diff-trees.ts';
import type { TreeDiff } from './tree-diff.ts';

/** Which scrapes of a run to compare. */
export interface StepChoice {
  /** Step id; without it the step before `to`, or every step with the next one. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Compare what the prompt was made from instead of all that was visible. */
  readonly trimmed?: boolean | undefined;
}

/** What happened to the page between two steps. */
export interface StepChange {
  readonly from: Step;
  readonly to: Step;
  readonly diff: TreeDiff;
}

/** Why nothing could be compared. */
export type ComparisonProblem =
  | { readonly code: 'unknown-step'; readonly stepId: string }
  | { readonly code: 'no-scrape'; readonly stepId: string }
  | { readonly code: 'too-few-scrapes'; readonly count: number };

export interface StepComparison {
  readonly changes: readonly StepChange[];
  readonly problem?: ComparisonProblem;
}

/** Compares the pages that successive steps saw, or those of two chosen steps. */
export function compareSteps(run: Run, choice: StepChoice = {}): StepComparison {
  const problem = findProblem(run, choice);
  if (problem !== undefined) return { changes: [], problem };
  const seen = run.steps.filter(
    (step) => !step.isDiscarded && treeOf(step.scrape, choice) !== undefined,
  );
  if (seen.length < 2)
    return { changes: [], problem: { code: 'too-few-scrapes', count: seen.length } };
  return {
    changes: chosenPairs(seen, choice).flatMap(([from, to]) => comparePair(from, to, choice)),
  };
}

function findProblem(run: Run, choice: StepChoice): ComparisonProblem | undefined {
  for (const stepId of [choice.from, choice.to]) {
    if (stepId === undefined) continue;
    const step = run.steps.find((candidate) => candidate.stepId === stepId);
    if (step === undefined) return { code: 'unknown-step', stepId };
    if (treeOf(step.scrape, choice) === undefined) return { code: 'no-scrape', stepId };
  }
  return undefined;
}

function chosenPairs(
  seen: readonly Step[],
  { from, to }: StepChoice,
): readonly (readonly [Step, Step])[] {
  const neighbours = seen.slice(1).flatMap((step, index): (readonly [Step, Step])[] => {
    const previous = seen[index];
    return previous === undefined ? [] : [[previous, step]];
  });
  if (from === undefined && to === undefined) return neighbours;
  if (from === undefined) return neighbours.filter(([, step]) => step.stepId === to);
  if (to === undefined) return neighbours.filter(([step]) => step.stepId === from);
  const first = seen.find((step) => step.stepId === from);
  const second = seen.find((step) => step.stepId === to);
  return first === undefined || second === undefined ? [] : [[first, second]];
}

function comparePair(from: Step, to: Step, choice: StepChoice): readonly StepChange[] {
  const [before, after] = comparableTrees(from.scrape, to.scrape, choice);
  return before === undefined || after === undefined
    ? []
    : [{ from, to, diff: diffTrees(before, after) }];
}

/** Full with full, or trimmed with trimmed: the two leave out different things. */
function comparableTrees(
  before: Scrape | undefined,
  after: Scrape | undefined,
  { trimmed }: StepChoice,
): readonly [ElementTree | undefined, ElementTree | undefined] {
  const isFull = trimmed !== true && before?.tree !== undefined && after?.tree !== undefined;
  return isFull ? [before.tree, after.tree] : [before?.trimmedTree, after?.trimmedTree];
}

function treeOf(scrape: Scrape | undefined, { trimmed }: StepChoice): ElementTree | undefined {
  return trimmed === true ? scrape?.trimmedTree : (scrape?.tree ?? scrape?.trimmedTree);
}
