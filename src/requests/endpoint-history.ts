import type { Exchange } from '../run/run.ts';
import { withoutFragment, withoutQuery } from './request-url.ts';

/** All tries of one endpoint, to tell whether a failure was made good. */
export interface EndpointHistory {
  /** First success that began after this exchange. */
  laterSuccess(exchange: Exchange): Exchange | undefined;
  earlierSuccess(exchange: Exchange): Exchange | undefined;
  /** Next try of the same endpoint, whatever came of it. */
  nextTry(exchange: Exchange): Exchange | undefined;
}

/** One door for many questions: another question's success says nothing about this one. */
const SHARED_DOOR = /\/(graphql|gql|rpc|jsonrpc|api|query|batch)\/?$/i;
const OPERATION_NAME =
  /"operationName"\s{0,5}:\s{0,5}"([^"]{1,100})"|"method"\s{0,5}:\s{0,5}"([^"]{1,100})"/;
const LOGIN_ADDRESS = /\b(log[-_]?in|sign[-_]?in|signin|sso|session[-_]?expired|error=)/i;

export function buildHistory(exchanges: readonly Exchange[]): EndpointHistory {
  const tries = new Map<string, Exchange[]>();
  const positions = new Map<Exchange, number>();
  for (const exchange of exchanges) {
    const key = endpointKey(exchange);
    if (key === undefined) continue;
    const list = tries.get(key) ?? [];
    if (list.length === 0) tries.set(key, list);
    positions.set(exchange, list.length);
    list.push(exchange);
  }
  const around = (exchange: Exchange): Tries => {
    const list = tries.get(endpointKey(exchange) ?? '') ?? [];
    return { list, position: positions.get(exchange) ?? list.length };
  };
  return {
    laterSuccess: (exchange) => findSuccess(around(exchange), 1),
    earlierSuccess: (exchange) => findSuccess(around(exchange), -1),
    nextTry: (exchange) => {
      const { list, position } = around(exchange);
      return list[position + 1];
    },
  };
}

/** What tells requests apart. */
export type ExchangeIdentity = Pick<Exchange, 'method' | 'url' | 'postText'>;

/**
 * What two tries must share to be the same request. Undefined when that cannot be told: a shared
 * door whose question was not recorded.
 */
export function endpointKey(exchange: ExchangeIdentity): string | undefined {
  const { method, url, postText } = exchange;
  // Reads differ by their query; writes repeat it or carry tokens in it.
  if (method === 'GET' || method === 'HEAD') return `${method} ${withoutFragment(url)}`;
  const address = withoutQuery(url);
  if (!SHARED_DOOR.test(address.slice(-200))) return `${method} ${address}`;
  const operation = OPERATION_NAME.exec(postText?.slice(0, 4096) ?? '');
  const name = operation?.[1] ?? operation?.[2];
  return name === undefined ? undefined : `${method} ${address} ${name}`;
}

/** Whether an answer is what its sender wanted, as far as the status can tell. */
export function isSuccess({ status, method, redirectUrl, failureText }: Exchange): boolean {
  if (status >= 200 && status < 300) return failureText === undefined || status !== 200;
  const isWrite = method !== 'GET' && method !== 'HEAD';
  return isWrite && status >= 300 && status < 400 && !isLoginAddress(redirectUrl);
}

/** Whether an address belongs to signing in, or carries an error back to it. */
export function isLoginAddress(url: string | undefined): boolean {
  return url !== undefined && LOGIN_ADDRESS.test(url.slice(0, 1000));
}

interface Tries {
  readonly list: readonly Exchange[];
  readonly position: number;
}

function findSuccess({ list, position }: Tries, direction: 1 | -1): Exchange | undefined {
  for (let next = position + direction; next >= 0 && next < list.length; next += direction) {
    const candidate = list[next];
    if (candidate !== undefined && isSuccess(candidate)) return candidate;
  }
  return undefined;
}
