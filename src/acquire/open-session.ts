import { setMaxListeners } from 'node:events';
import { TOOL } from '../support/tool.ts';
import { AdaptivePool } from './adaptive-pool.ts';
import { AcquireError } from './acquire-error.ts';
import type { ConnectOptions } from './acquire-options.ts';
import { asAcquireError } from './as-acquire-error.ts';
import { readApiKey, readBaseUrl } from './base-url.ts';
import { SYSTEM_CLOCK } from './clock.ts';
import { readHostPolicy } from './host-policy.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { openNodeTransport } from './node-transport.ts';
import type { Session } from './session.ts';

const DEFAULT_START = 8;
const DEFAULT_CEILING = 24;

/** Opens a session for as long as `work` takes; whatever ends it early reaches the caller as an AcquireError. */
export async function withSession<Value>(
  options: ConnectOptions & { readonly out?: string },
  work: (session: Session) => Promise<Value>,
): Promise<Value> {
  const stop = new AbortController();
  const signal =
    options.signal === undefined ? stop.signal : AbortSignal.any([stop.signal, options.signal]);
  // Every request listens for the end of the fetch.
  setMaxListeners(0, signal);
  const session = await openSession(options, signal);
  try {
    return await work(session);
  } catch (error) {
    stop.abort();
    throw asAcquireError(error, options);
  } finally {
    session.transport.close();
  }
}

/** The key is checked for what a header cannot carry; whether it is right, the server says. */
async function openSession(options: ConnectOptions, signal: AbortSignal): Promise<Session> {
  const base = readBaseUrl(options.baseUrl);
  const apiKey = readApiKey(options.apiKey);
  if (apiKey === '')
    throw new AcquireError(
      'auth',
      'there is no API key; set SKYVERN_API_KEY to a key of the server',
    );
  if (!/^[\x21-\x7e]+$/.test(apiKey))
    throw new AcquireError(
      'auth',
      'the API key has characters that no key has; copy it again into SKYVERN_API_KEY',
    );
  const { concurrency } = options;
  return {
    base,
    apiKey,
    userAgent: `${TOOL.name}/${TOOL.version}`,
    transport: options.transport ?? openNodeTransport(),
    hosts: await readHostPolicy(base, options.allowPrivateHosts === true),
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    clock: options.clock ?? SYSTEM_CLOCK,
    pool: new AdaptivePool(
      Math.min(DEFAULT_START, concurrency ?? DEFAULT_START),
      concurrency ?? DEFAULT_CEILING,
    ),
    signal,
  };
}
