export type AcquireErrorCode =
  | 'usage'
  | 'auth'
  | 'not-found'
  | 'unreachable'
  | 'unusable'
  | 'local-io'
  | 'locked'
  | 'interrupted';

/** A run that could not be fetched. The message is one line: the thing, and what to do next. It never holds the API key or a URL's query. */
export class AcquireError extends Error {
  override readonly name = 'AcquireError';
  readonly code: AcquireErrorCode;
  /** HTTP status of the answer that decided, when there was one. */
  readonly status: number | undefined;

  constructor(
    code: AcquireErrorCode,
    message: string,
    facts: { status?: number; cause?: unknown } = {},
  ) {
    super(
      message.replace(/\s+/g, ' '),
      facts.cause === undefined ? undefined : { cause: facts.cause },
    );
    this.code = code;
    this.status = facts.status;
  }
}
