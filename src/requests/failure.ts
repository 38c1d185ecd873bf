import type { Exchange } from '../run/run.ts';

/** What kind of trouble on the way a browser's error text names. */
export type NetworkTrouble =
  | 'dns'
  | 'tls'
  | 'connection'
  | 'timeout'
  | 'redirect-loop'
  | 'proxy'
  | 'offline'
  | 'blocked'
  | 'bad-address'
  | 'resources'
  | 'websocket'
  | 'unexplained';

/** How a request failed. The status wins over the browser's error text: many aborts come with an answer. */
export type Failure =
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'network'; readonly trouble: NetworkTrouble; readonly errorText: string }
  | { readonly kind: 'aborted'; readonly errorText: string }
  | { readonly kind: 'cut-short'; readonly status: number; readonly errorText: string }
  | { readonly kind: 'refused-answer'; readonly status: number; readonly errorText: string }
  | { readonly kind: 'no-answer' };

/** What became of an exchange, seen from the outside only. */
export type Fate =
  | { readonly kind: 'answered' }
  | { readonly kind: 'unfinished' }
  | { readonly kind: 'failed'; readonly failure: Failure };

const ANSWERED: Fate = { kind: 'answered' };

const TROUBLES: readonly (readonly [RegExp, NetworkTrouble])[] = [
  [/TOO_MANY_REDIRECTS/, 'redirect-loop'],
  [/TUNNEL_CONNECTION|PROXY|SOCKS/, 'proxy'],
  [/NAME_NOT_RESOLVED|NAME_RESOLUTION|DNS_/, 'dns'],
  [/CERT_|SSL_|BAD_SSL|CERTIFICATE/, 'tls'],
  [/CONNECTION_TIMED_OUT|TIMED_OUT/, 'timeout'],
  [/INTERNET_DISCONNECTED|NETWORK_CHANGED|ADDRESS_UNREACHABLE|NETWORK_ACCESS_DENIED/, 'offline'],
  [/BLOCKED_BY|^csp$|ERR_BLOCKED/, 'blocked'],
  [/INVALID_URL|UNKNOWN_URL_SCHEME|DISALLOWED_URL_SCHEME|UNSAFE_PORT/, 'bad-address'],
  [/INSUFFICIENT_RESOURCES|OUT_OF_MEMORY/, 'resources'],
  [/WebSocket/i, 'websocket'],
  [
    /CONNECTION_|EMPTY_RESPONSE|CONTENT_LENGTH|INCOMPLETE_CHUNKED|HTTP2_|QUIC_|SOCKET_/,
    'connection',
  ],
];

/** Decides between answered, unfinished and failed, before anything is known about the run. */
export function exchangeFate(exchange: Exchange): Fate {
  if (exchange.status >= 400) return failed({ kind: 'status', status: exchange.status });
  if (exchange.status > 0) return answeredFate(exchange);
  return unansweredFate(exchange);
}

function answeredFate({ status, failureText }: Exchange): Fate {
  if (failureText === undefined) return ANSWERED;
  if (/ERR_ABORTED/.test(failureText)) {
    // Without a body there is nothing to abort; old recorders mark every 204 so.
    const hasBody = status >= 200 && status < 300 && status !== 204 && status !== 205;
    return hasBody ? failed({ kind: 'aborted', errorText: failureText }) : ANSWERED;
  }
  const errorText = failureText;
  if (networkTrouble(failureText) === 'blocked') {
    return failed({ kind: 'refused-answer', status, errorText });
  }
  return failed({ kind: 'cut-short', status, errorText });
}

function unansweredFate(exchange: Exchange): Fate {
  const { failureText } = exchange;
  if (failureText !== undefined) return failed(namedFailure(failureText));
  if (exchange.wasAborted) return failed({ kind: 'aborted', errorText: 'aborted by the recorder' });
  // The driver's own client leaves the same trace for a failure that a page leaves for "still waiting".
  if (exchange.isApiRequest) return failed({ kind: 'no-answer' });
  // Other exporters write 0 for "no answer", and no duration while one is still awaited.
  const isOver = exchange.status === 0 && exchange.durationMs !== undefined;
  return isOver ? failed({ kind: 'no-answer' }) : { kind: 'unfinished' };
}

function namedFailure(errorText: string): Failure {
  if (/ERR_ABORTED|NS_BINDING_ABORTED/.test(errorText)) return { kind: 'aborted', errorText };
  return { kind: 'network', trouble: networkTrouble(errorText), errorText };
}

/** Class of a `net::ERR_…` text. */
export function networkTrouble(errorText: string): NetworkTrouble {
  const text = errorText.slice(0, 500);
  return TROUBLES.find(([pattern]) => pattern.test(text))?.[1] ?? 'unexplained';
}

function failed(failure: Failure): Fate {
  return { kind: 'failed', failure };
}

/** A failure in a few words: `500`, `net::ERR_CONNECTION_RESET`, `200, cut short`. */
export function renderFailure(failure: Failure): string {
  switch (failure.kind) {
    case 'status':
      return String(failure.status);
    case 'network':
    case 'aborted':
      return failure.errorText;
    case 'cut-short':
      return `${failure.status}, cut short (${failure.errorText})`;
    case 'refused-answer':
      return `${failure.status}, answer refused by the browser (${failure.errorText})`;
    case 'no-answer':
      return 'no answer';
  }
}
