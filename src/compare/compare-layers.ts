import type { Run } from '../run/run.ts';
import { compareActions, compareResponses } from './compare-choices.ts';
import { comparePages, comparePrompts, compareTrees } from './compare-pages.ts';
import { compareTraffic } from './compare-traffic.ts';
import { same, type LayerResult } from './layer-result.ts';
import type { Moment } from './moments.ts';

/** Every layer behind the inputs at the last of the moments; traffic counts from the start, because a page lives on what came before. */
export function compareLayers(
  moments: readonly Moment[],
  runs: { readonly good: Run; readonly bad: Run },
): readonly LayerResult[] {
  const moment = moments.at(-1);
  if (moment === undefined) return [];
  const before = [compareTraffic(moments, runs), comparePages(moment)];
  if (moment.good.step === undefined && moment.bad.step === undefined)
    return [...before, ...OF_A_STEP.map((layer) => same(layer, 'both runs had ended'))];
  return [
    ...before,
    compareTrees(moment),
    comparePrompts(moment),
    compareResponses(moment),
    compareActions(moment),
  ];
}

/** What only a step has. */
const OF_A_STEP = ['tree', 'prompt', 'response', 'action'] as const;
