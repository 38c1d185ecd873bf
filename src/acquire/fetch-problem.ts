export type FetchProblemKind =
  | 'connect'
  | 'dns'
  | 'tls'
  | 'reset'
  | 'timeout'
  | 'stalled'
  | 'short'
  | 'protocol'
  | 'encoding'
  | 'too-large'
  | 'redirects'
  | 'refused'
  | 'wrong-range'
  | 'local-io'
  | 'interrupted';

const PERMANENT: ReadonlySet<FetchProblemKind> = new Set([
  'tls',
  'encoding',
  'too-large',
  'redirects',
  'refused',
  'local-io',
  'interrupted',
]);

/** Why one request brought no whole answer. Answers with an error status are answers, not problems. */
export class FetchProblem extends Error {
  override readonly name = 'FetchProblem';
  readonly kind: FetchProblemKind;

  constructor(kind: FetchProblemKind, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.kind = kind;
  }

  get isTransient(): boolean {
    return !PERMANENT.has(this.kind);
  }
}

const KIND_BY_CODE: ReadonlyMap<string, FetchProblemKind> = new Map([
  ['ECONNREFUSED', 'connect'],
  ['EHOSTUNREACH', 'connect'],
  ['ENETUNREACH', 'connect'],
  ['EADDRNOTAVAIL', 'connect'],
  ['EMFILE', 'connect'],
  ['ENOTFOUND', 'dns'],
  ['EAI_AGAIN', 'dns'],
  ['ECONNRESET', 'reset'],
  ['EPIPE', 'reset'],
  ['ERR_STREAM_PREMATURE_CLOSE', 'reset'],
  ['ETIMEDOUT', 'timeout'],
  ['Z_BUF_ERROR', 'short'],
  ['Z_DATA_ERROR', 'short'],
  ['ENOSPC', 'local-io'],
  ['EDQUOT', 'local-io'],
  ['EFBIG', 'local-io'],
  ['EROFS', 'local-io'],
  ['EACCES', 'local-io'],
  ['EPERM', 'local-io'],
  ['EIO', 'local-io'],
  ['ENOENT', 'local-io'],
  ['ABORT_ERR', 'interrupted'],
]);

/** Puts a name on whatever Node threw; a problem already named stays as it is. */
export function asFetchProblem(error: unknown): FetchProblem {
  if (error instanceof FetchProblem) return error;
  if (!(error instanceof Error)) return new FetchProblem('protocol', String(error));
  const nested =
    error instanceof AggregateError
      ? error.errors.find((one) => errorCode(one) !== undefined)
      : undefined;
  const code = errorCode(error) ?? errorCode(nested);
  return new FetchProblem(
    kindOf(code),
    `${code ?? error.name}: ${firstLine(error.message)}`,
    error,
  );
}

/** `code` of a Node error. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

function kindOf(code: string | undefined): FetchProblemKind {
  if (code === undefined) return 'protocol';
  const known = KIND_BY_CODE.get(code);
  if (known !== undefined) return known;
  if (/^(?:CERT_|ERR_TLS|ERR_SSL|UNABLE_TO|SELF_SIGNED|DEPTH_ZERO|EPROTO)/.test(code)) return 'tls';
  return /^(?:ERR_BROTLI|ERR__ERROR_FORMAT|Z_)/.test(code) ? 'short' : 'protocol';
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
