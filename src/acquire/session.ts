import type { AdaptivePool } from './adaptive-pool.ts';
import type { Clock } from './clock.ts';
import type { HostPolicy } from './host-policy.ts';
import type { Limits } from './limits.ts';
import { sendFollowing, type Hop } from './redirects.ts';
import type { Transport } from './transport.ts';

/** Everything that the requests of one fetch share. */
export interface Session {
  /** Root of the API, ending in `/`. */
  readonly base: URL;
  readonly apiKey: string;
  readonly userAgent: string;
  readonly transport: Transport;
  readonly hosts: HostPolicy;
  readonly limits: Limits;
  readonly clock: Clock;
  readonly pool: AdaptivePool;
  readonly signal: AbortSignal;
}

export interface Question {
  readonly url: URL;
  readonly withKey: boolean;
  readonly headersMs: number;
  readonly range?: string | undefined;
}

/** Sends one request. The key goes with it only to the API's own origin, whatever the caller believes. */
export function ask(session: Session, question: Question): Promise<Hop> {
  const isApi = question.url.origin === session.base.origin;
  const headers = {
    'user-agent': session.userAgent,
    accept: '*/*',
    // A compressed body can be cut without its length showing it.
    'accept-encoding': 'identity',
    ...(question.withKey && isApi ? { 'x-api-key': session.apiKey } : {}),
    ...(question.range === undefined ? {} : { range: question.range }),
  };
  const request = {
    url: question.url,
    headers,
    connectMs: session.limits.connectMs,
    headersMs: question.headersMs,
    signal: session.signal,
    refuseAddress: isApi
      ? () => undefined
      : (address: string) => session.hosts.refuseAddress(address),
  };
  return sendFollowing(session.transport, request, session.limits.maxRedirects);
}

/** A path of the API as a URL; `path` begins with `/`. */
export function apiUrl(session: Session, path: string): URL {
  return new URL(path.slice(1), session.base);
}

/** Files need descriptors that connections hold: fewer of those, and none without work. */
export function easeDescriptors({ transport, pool }: Session): void {
  transport.closeIdle();
  pool.throttled();
}
