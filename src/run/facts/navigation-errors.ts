/** Pages the browser was told to open and could not: what the exception of `goto` says, wherever it was written down. */
import { sameAddress } from '../../support/same-address.ts';
import { citeJsonPart, type Evidence } from '../evidence.ts';
import type { Block, Exchange, Run, Step } from '../run.ts';
import { actionFailures, citeFailure } from './action-failures.ts';
import { failureReasons, stepsBehind, type FailureReason } from './failure-reason.ts';
import { realSteps } from './progress.ts';

export type NavigationErrorKind =
  | 'dns'
  | 'tls'
  | 'connection'
  | 'timeout'
  | 'redirect-loop'
  | 'offline'
  | 'proxy'
  | 'bad-url'
  | 'out-of-memory';

export interface NavigationError {
  readonly kind: NavigationErrorKind;
  /** `ERR_CERT_AUTHORITY_INVALID`, or `Timeout` for a page that never came. */
  readonly name: string;
  readonly url: string | undefined;
  readonly step: Step | undefined;
  readonly block: Block | undefined;
  readonly atMs: number | undefined;
  readonly isRecovered: boolean;
  readonly cite: (claim: string) => Evidence;
}

const ERROR_NAME = /net::(ERR_[A-Z0-9_]{3,60})/;
const TIMEOUT = /\b(?:Page|Frame)\.(?:goto|reload): Timeout (\d{1,9})\s?ms exceeded/;
const MAX_MESSAGE_CHARS = 20_000;
const NAVIGATION_WORDS = /\bgoto\b|navigat|net::ERR_/i;
const URL_IN_MESSAGE = [
  /\bnet::ERR_[A-Z0-9_]{3,60} at (\S{1,2000})/,
  /URL:\s?(\S{1,2000}?),? Error:/,
  /Failed to navigate to url (\S{1,2000})\. Error/i,
  /navigating to "([^"\s]{1,2000})"/,
];

/** Chromium's names of errors, by what they mean. First match wins. */
const KINDS: readonly (readonly [RegExp, NavigationErrorKind])[] = [
  [/^ERR_(?:NAME_NOT_RESOLVED|NAME_RESOLUTION_FAILED|DNS_\w+|ICANN_NAME_COLLISION)$/, 'dns'],
  [/^ERR_SKYVERN_UNRESOLVABLE_HOST$/, 'dns'],
  [
    /^ERR_(?:TUNNEL_CONNECTION_FAILED|PROXY_\w+|SOCKS_\w+|\w+_PROXY_\w+|MANDATORY_PROXY\w*)$/,
    'proxy',
  ],
  [/^ERR_(?:CERT|SSL|BAD_SSL|TLS|ECH)_\w+$/, 'tls'],
  [/^ERR_TOO_MANY_REDIRECTS$/, 'redirect-loop'],
  [/^ERR_TIMED_OUT$/, 'timeout'],
  [
    /^ERR_(?:INTERNET_DISCONNECTED|NETWORK_CHANGED|ADDRESS_UNREACHABLE|NETWORK_IO_SUSPENDED|NETWORK_ACCESS_DENIED)$/,
    'offline',
  ],
  [
    /^ERR_(?:INVALID_URL|UNKNOWN_URL_SCHEME|DISALLOWED_URL_SCHEME|UNSAFE_PORT|ADDRESS_INVALID|FILE_NOT_FOUND)$/,
    'bad-url',
  ],
  [/^ERR_(?:INSUFFICIENT_RESOURCES|OUT_OF_MEMORY)$/, 'out-of-memory'],
  [
    /^ERR_(?:CONNECTION_\w+|EMPTY_RESPONSE|CONTENT_LENGTH_MISMATCH|INCOMPLETE_\w+|HTTP2_\w+|QUIC_\w+|SOCKET_\w+|INVALID_HTTP_RESPONSE|INVALID_RESPONSE|INVALID_CHUNKED_ENCODING|RESPONSE_HEADERS_\w+|CONTENT_DECODING_FAILED)$/,
    'connection',
  ],
];

export function kindOfNetError(name: string): NavigationErrorKind | undefined {
  return KINDS.find(([pattern]) => pattern.test(name))?.[1];
}

const cache = new WeakMap<Run, readonly NavigationError[]>();

/** Earliest first: those of actions in the order of steps, then those that ended tasks, blocks and the run. */
export function navigationErrors(run: Run): readonly NavigationError[] {
  const known = cache.get(run);
  if (known !== undefined) return known;
  const errors = [
    ...failureReasons(run).flatMap((reason) => fromReason(run, reason) ?? []),
    ...fromActions(run),
  ];
  cache.set(run, errors);
  return errors;
}

interface NamedError {
  readonly kind: NavigationErrorKind;
  readonly name: string;
  readonly url: string | undefined;
  readonly start: number;
  readonly end: number;
}

function readMessage(message: string): NamedError | undefined {
  const url = URL_IN_MESSAGE.map((pattern) => pattern.exec(message)?.[1]).find(
    (found) => found !== undefined,
  );
  const named = ERROR_NAME.exec(message);
  const kind = named?.[1] === undefined ? undefined : kindOfNetError(named[1]);
  if (named?.[1] !== undefined && kind !== undefined) {
    const start = Math.max(0, named.index - 'Page.goto: '.length);
    return { kind, name: named[1], url, start, end: named.index + named[0].length };
  }
  const timeout = TIMEOUT.exec(message);
  if (timeout === null) return undefined;
  const end = timeout.index + timeout[0].length;
  return { kind: 'timeout', name: 'Timeout', url, start: timeout.index, end };
}

function fromReason(run: Run, reason: FailureReason): NavigationError | undefined {
  if (reason.isProse) return undefined;
  const error = readMessage(reason.core);
  if (error === undefined) return undefined;
  const span = { start: reason.coreStart + error.start, end: reason.coreStart + error.end };
  const step = stepOf(run, reason);
  return {
    ...error,
    step,
    block: reason.block,
    atMs: step?.modifiedAtMs ?? reason.block?.modifiedAtMs ?? run.outcome.finishedAtMs,
    isRecovered: false,
    cite: (claim) => citeJsonPart(reason.place, reason.text, span, claim),
  };
}

/** The first try of the step that could not open the page; none when no step had begun. */
function stepOf(run: Run, reason: FailureReason): Step | undefined {
  const steps = stepsBehind(run, reason);
  const last = steps.at(-1);
  return steps.find((step) => step.order === last?.order);
}

function fromActions(run: Run): readonly NavigationError[] {
  return actionFailures(run).flatMap((failure) => {
    if (
      !NAVIGATION_WORDS.test(`${failure.action.type} ${failure.exceptionType} ${failure.message}`)
    )
      return [];
    const error = readMessage(failure.message.slice(0, MAX_MESSAGE_CHARS));
    if (error === undefined) return [];
    const { step, action } = failure;
    return {
      ...error,
      step,
      block: step.block,
      atMs: action.finishedAtMs,
      isRecovered: openedLater(run, step, error.url),
      cite: (claim: string) => citeFailure(failure, claim),
    };
  });
}

/** A later step of the task stands on a page of the same site: the trouble was overcome. */
function openedLater(run: Run, step: Step, url: string | undefined): boolean {
  const origin = url === undefined ? undefined : originOf(url);
  const steps = realSteps(run);
  return steps
    .slice(steps.indexOf(step) + 1)
    .some((later) => origin !== undefined && originOf(later.pageUrl ?? '') === origin);
}

function originOf(url: string): string | undefined {
  return /^https?:\/\/[^/?#]+/i.exec(url)?.[0].toLowerCase();
}

/** Entries of the HAR that show the same error on the same page: the address itself, or whatever its redirects led to. */
export function documentAttempts(run: Run, error: NavigationError): readonly Exchange[] {
  return (run.network?.exchanges ?? []).filter((exchange) => {
    if (exchange.status > 0 || exchange.isApiRequest) return false;
    const isSameAddress = error.url !== undefined && sameAddress(exchange.url, error.url);
    if (error.name === 'Timeout') return isSameAddress;
    const isSameError = exchange.failureText?.includes(error.name) === true;
    return isSameError && (isSameAddress || error.kind === 'redirect-loop');
  });
}
