import type { Block, Step } from '../run/run.ts';
import type { SourceRef } from '../support/source-ref.ts';

export type Locator =
  | { readonly kind: 'har-entry'; readonly index: number }
  | { readonly kind: 'json'; readonly pointer: string }
  | { readonly kind: 'line'; readonly line: number }
  | { readonly kind: 'text'; readonly start: number; readonly end: number }
  | { readonly kind: 'absent' }
  | { readonly kind: 'whole' };

/** A claim and the bytes that back it. `source` is undefined only for `absent`. */
export interface Evidence {
  readonly claim: string;
  readonly source: SourceRef | undefined;
  /** For `absent`: the artifact type that should be there. */
  readonly artifactType?: string;
  readonly locator: Locator;
  /** Quoted from the place, at most 300 characters, not yet redacted. */
  readonly excerpt: string;
  readonly atMs?: number | undefined;
}

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
