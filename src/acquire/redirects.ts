import { FetchProblem } from './fetch-problem.ts';
import { withoutQuery } from './capability-url.ts';
import type { Transport, TransportRequest, TransportResponse } from './transport.ts';

/** All that another origin may learn of us. */
const HARMLESS_HEADERS: ReadonlySet<string> = new Set([
  'user-agent',
  'accept',
  'accept-encoding',
  'range',
]);
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

export interface Hop {
  readonly response: TransportResponse;
  readonly url: URL;
}

/**
 * Follows redirects by hand. Once a hop leaves the origin, every caller header but the harmless ones is gone for good:
 * coming back does not bring them back.
 */
export async function sendFollowing(
  transport: Transport,
  request: TransportRequest,
  maxRedirects: number,
): Promise<Hop> {
  let current = request;
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    const response = await transport.send(current);
    if (!REDIRECTS.has(response.status)) return { response, url: current.url };
    response.body.on('error', () => undefined);
    response.body.destroy();
    current = nextRequest(current, response.headers.get('location'));
  }
  throw new FetchProblem(
    'redirects',
    `more than ${String(maxRedirects)} redirects from ${withoutQuery(request.url.href)}`,
  );
}

function nextRequest(current: TransportRequest, location: string | undefined): TransportRequest {
  const url = readLocation(current.url, location);
  if (url.origin === current.url.origin) return { ...current, url };
  const kept = Object.entries(current.headers).filter(([name]) => HARMLESS_HEADERS.has(name));
  return { ...current, url, headers: Object.fromEntries(kept) };
}

function readLocation(from: URL, location: string | undefined): URL {
  const shown = withoutQuery(from.href);
  if (location === undefined) throw new FetchProblem('redirects', `${shown} redirects to nowhere`);
  if (!URL.canParse(location, from.href))
    throw new FetchProblem('redirects', `${shown} redirects to something that is no URL`);
  const url = new URL(location, from.href);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new FetchProblem('redirects', `${shown} redirects to a ${url.protocol} URL`);
  if (from.protocol === 'https:' && url.protocol === 'http:')
    throw new FetchProblem('redirects', `${shown} redirects from https to http`);
  url.username = '';
  url.password = '';
  return url;
}
