import type { IdTrust } from './id-trust.ts';
import type { Matching } from './matching.ts';
import type { Shapes } from './shape.ts';
import type { Similarity } from './similarity.ts';

/** What every step of the search for partners works with. */
export interface Search {
  readonly matching: Matching;
  readonly ids: IdTrust;
  readonly similarity: Similarity;
  readonly shapes: Shapes;
  /** Equal subtrees that occur once on both sides. */
  readonly twins: Int32Array;
}
