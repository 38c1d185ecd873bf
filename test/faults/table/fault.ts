import type { EntryState } from '../../../src/bundle/manifest-words.ts';
import { type Ask } from '../../support/fake-skyvern.ts';

/** One way in which getting one artifact goes wrong, and what has to come of it. */
export interface Fault {
  /** Number in the matrix of faults. */
  readonly number: number;
  readonly title: string;
  /** Artifact type; plain text by default. */
  readonly type?: string;
  /** Who gives the bytes out: the API's content endpoint, or a storage service by signed URL. */
  readonly place?: 'content' | 'storage';
  readonly row?: Readonly<Record<string, unknown>>;
  readonly body?: (size: number) => Buffer;
  /** Answers a request that the fault hits; `cut` is a place inside the body. */
  readonly spoil: (ask: Ask, cut: number) => void;
  /** Acceptable states when the fault strikes once, and when it strikes every time. */
  readonly once: readonly EntryState[];
  readonly always: readonly EntryState[];
  /** More requests for the bytes than this would be a storm. */
  readonly maxRequests?: number;
}
