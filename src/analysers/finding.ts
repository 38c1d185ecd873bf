import type { Evidence } from '../run/evidence.ts';
import type { Block, Step } from '../run/run.ts';

export type { Evidence };

/**
 * How directly the evidence shows the cause; caps the confidence (knowledge: evidence tiers).
 * typed = a code or exception the software wrote; observed = an artifact seen at the failing action;
 * unlinked = seen, but not tied to it; prose = somebody's words only.
 */
export type Tier = 'typed' | 'observed' | 'unlinked' | 'prose';

/** What ranking needs to know about a finding, as facts, so that ranking alone weighs them. */
export interface Bearing {
  readonly tier: Tier;
  /** Base confidence of the rule, 0..1. */
  readonly confidence: number;
  /** The condition was still there when the run ended, or a later success contradicts it. */
  readonly persistence: 'persistent' | 'recovered' | 'unknown';
}

export interface Finding<Code extends string = string> {
  readonly code: Code;
  /** One sentence, the facts of this run in it. */
  readonly title: string;
  /** Why this is so and why it matters; two or three sentences. */
  readonly explanation: string;
  readonly bearing: Bearing;
  /** The step this belongs to: the earliest one for repeated trouble. */
  readonly step?: Step | undefined;
  readonly block?: Block | undefined;
  readonly atMs?: number | undefined;
  /** Stable words that tell two failures of the same cause apart: endpoint and status, element, vendor. Never prose of an LLM. */
  readonly locus?: string;
  readonly evidence: readonly [Evidence, ...Evidence[]];
}

/** The evidence is there but does not decide the question. */
export interface CannotTell {
  readonly cannotTell: string;
}
