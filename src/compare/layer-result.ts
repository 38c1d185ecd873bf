import { plainEvidence } from '../diagnosis/to-plain.ts';
import type { Evidence } from '../run/evidence.ts';
import type { Layer, SidedEvidence } from './difference-schema.ts';

/** How one layer compares at one place. */
export interface LayerResult {
  readonly layer: Layer;
  /** `unknown` where a bundle lacks what it takes to tell. */
  readonly state: 'same' | 'different' | 'unknown';
  readonly title: string;
  readonly evidence: readonly SidedEvidence[];
}

export function same(layer: Layer, title = 'equal'): LayerResult {
  return { layer, state: 'same', title, evidence: [] };
}

export function unknown(layer: Layer, title: string): LayerResult {
  return { layer, state: 'unknown', title, evidence: [] };
}

export function different(
  layer: Layer,
  title: string,
  evidence: { readonly good?: Evidence | undefined; readonly bad?: Evidence | undefined },
): LayerResult {
  const sides = (['good', 'bad'] as const).flatMap((run) => {
    const cited = evidence[run];
    return cited === undefined ? [] : [{ run, ...plainEvidence(cited) }];
  });
  return { layer, state: 'different', title, evidence: sides };
}
