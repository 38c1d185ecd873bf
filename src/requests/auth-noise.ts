import type { Exchange } from '../run/run.ts';
import type { RequestContext } from './context.ts';
import type { Observation } from './observation.ts';
import { splitUrl } from './request-url.ts';

/** A handshake is answered at once; later successes are recoveries. */
const HANDSHAKE_MS = 5000;

const PROBE_PATH =
  /\/(me|session|sessions\/current|whoami|userinfo|current[-_]?user|user\/current|refresh|token|auth\/(check|status|session)|is[-_]?(logged|authenticated)[-_a-z]{0,20}|profile\/me|check[-_]?(auth|session|login))(\.json)?\/?$/i;

/** Why a 401 is part of signing in rather than a failure. */
export function authReason(
  part: 'handshake' | 'probe',
  observation: Observation,
  context: RequestContext,
): string | undefined {
  const { exchange, recoveredBy } = observation;
  if (part === 'handshake') {
    if (exchange.status !== 401 && exchange.status !== 407) return undefined;
    const waitMs = waitBetween(exchange, recoveredBy);
    return waitMs === undefined || waitMs > HANDSHAKE_MS
      ? undefined
      : `asked for credentials, then answered ${recoveredBy?.status} at entry ${recoveredBy?.index}`;
  }
  return isSessionProbe(observation, context) ? 'nobody had signed in yet' : undefined;
}

function waitBetween(exchange: Exchange, later: Exchange | undefined): number | undefined {
  if (later?.startedAtMs === undefined || exchange.startedAtMs === undefined) return undefined;
  return later.startedAtMs - exchange.startedAtMs;
}

/** Pages ask who is there before anybody signed in. After a success or a sign-in the same answer is a failure. */
function isSessionProbe(
  { exchange, isTopDocument }: Observation,
  context: RequestContext,
): boolean {
  if (isTopDocument || (exchange.status !== 401 && exchange.status !== 403)) return false;
  if (!PROBE_PATH.test(splitUrl(exchange.url)?.path.slice(-100) ?? '')) return false;
  if (context.history.earlierSuccess(exchange) !== undefined) return false;
  const { firstSignInMs } = context;
  return firstSignInMs === undefined || (exchange.startedAtMs ?? 0) < firstSignInMs;
}
