export type BundleErrorCode =
  | 'not-a-bundle'
  | 'empty-bundle'
  | 'newer-format'
  | 'damaged-zip'
  | 'unsafe-zip'
  | 'limit-exceeded'
  | 'entry-missing'
  | 'entry-damaged'
  | 'not-found';

export interface BundleErrorFacts {
  readonly entry?: string;
  readonly rule?: string;
  readonly cause?: unknown;
}

/** A bundle that cannot be opened or an entry that cannot be read. The message names the thing and the next step. */
export class BundleError extends Error {
  override readonly name = 'BundleError';
  readonly code: BundleErrorCode;
  /** Entry the trouble belongs to; undefined when it is the whole bundle. */
  readonly entry: string | undefined;
  /** The rule of zip reading that was broken (docs/bundle-format.md lists them); undefined for other trouble. */
  readonly rule: string | undefined;

  constructor(code: BundleErrorCode, message: string, facts: BundleErrorFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.code = code;
    this.entry = facts.entry;
    this.rule = facts.rule;
  }
}
