import type { EntryState, Verification } from '../bundle/manifest-words.ts';

/** Why an artifact has no bytes. */
export interface Failure {
  readonly kind: 'failure';
  readonly state: EntryState;
  readonly reason: string;
  readonly httpStatus?: number | undefined;
}

/** Bytes of an artifact, on disk. */
export interface Fetched {
  readonly kind: 'fetched';
  readonly state: 'ok' | 'unverified' | 'empty';
  readonly verified: Verification;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly path: string;
  readonly reason?: string | undefined;
  readonly httpStatus?: number | undefined;
}

/** What became of an artifact. */
export type Fate = Fetched | Failure;

/** The more a failure says about the artifact itself, the later it stands. */
const WEIGHT: readonly EntryState[] = [
  'skipped',
  'missing',
  'failed',
  'refused',
  'corrupt',
  'expired',
  'archived',
];

/** Of the failures of all places, the one that explains most. */
export function mostTelling(failures: readonly Failure[]): Failure {
  const nowhere: Failure = {
    kind: 'failure',
    state: 'missing',
    reason: 'the server names no place for it',
  };
  return failures.reduce(
    (best, next) => (WEIGHT.indexOf(next.state) > WEIGHT.indexOf(best.state) ? next : best),
    failures[0] ?? nowhere,
  );
}

export function failure(state: EntryState, reason: string, httpStatus?: number): Failure {
  return { kind: 'failure', state, reason, ...(httpStatus === undefined ? {} : { httpStatus }) };
}

/** The reason of what `--only` and `--skip` leave out; a later fetch recognises it. */
export const NOT_ASKED_FOR = 'its type was not asked for';
