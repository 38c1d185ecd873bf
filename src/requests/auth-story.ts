import type { Exchange } from '../run/run.ts';
import type { RequestContext } from './context.ts';
import { headerOf } from './headers.ts';
import { isLoginAddress } from './endpoint-history.ts';
import { classifyParty } from './party.ts';
import { splitUrl } from './request-url.ts';
import { resourceKind } from './resource-kind.ts';
import { isSignIn } from './sign-in.ts';

/** One turn of the story of being signed in, in time order. */
export interface AuthEvent {
  readonly kind:
    | 'sign-in-sent'
    | 'sign-in-refused'
    | 'challenged'
    | 'refreshed'
    | 'refresh-refused'
    | 'sent-to-sign-in'
    | 'turned-away';
  readonly exchange: Exchange;
  readonly why: string;
}

const REFRESH_PATH =
  /\/(refresh([-_]?token)?|oauth2?\/token|token(\/refresh)?|session\/refresh)\/?$/i;
/** Polling while signed out would fill the report. */
const MAX_EVENTS = 50;

/** What happened to the sign-in of a run, of the site's and its sign-in services' requests only. */
export function tellAuthStory(context: RequestContext): readonly AuthEvent[] {
  const events: AuthEvent[] = [];
  for (const exchange of context.exchanges) {
    if (events.length >= MAX_EVENTS) break;
    if (!mayBeAuth(exchange) || classifyParty(exchange.url, context.parties) === 'third') continue;
    const event = authEvent(exchange, context);
    if (event !== undefined) events.push({ ...event, exchange });
  }
  return events;
}

type Turn = Omit<AuthEvent, 'exchange'>;

/** Cheap test first: nearly all exchanges are answered reads. */
function mayBeAuth({ status, method }: Exchange): boolean {
  return method !== 'GET' || (status >= 300 && status <= 403);
}

function authEvent(exchange: Exchange, context: RequestContext): Turn | undefined {
  if (isSignIn(exchange)) return signInTurn(exchange);
  if (REFRESH_PATH.test(splitUrl(exchange.url)?.path.slice(-100) ?? ''))
    return refreshTurn(exchange);
  if (exchange.status === 401) return refusalTurn(exchange, context);
  return redirectTurn(exchange, context);
}

function signInTurn({ status, redirectUrl, url, mimeType }: Exchange): Turn {
  if (status >= 400 || status <= 0)
    return { kind: 'sign-in-refused', why: `the password was answered ${status}` };
  const hasError = /[?&](error|failed|invalid)\b/i.test(redirectUrl?.slice(0, 1000) ?? '');
  if (hasError || isSamePath(redirectUrl, url)) {
    return { kind: 'sign-in-refused', why: 'the password led back to the sign-in page' };
  }
  if (status === 200 && mimeType?.includes('html') === true) {
    const why = 'the password was answered with a page, often the sign-in page again';
    return { kind: 'sign-in-sent', why };
  }
  return { kind: 'sign-in-sent', why: `the password was answered ${status}` };
}

function isSamePath(redirectUrl: string | undefined, url: string): boolean {
  if (redirectUrl === undefined || !URL.canParse(redirectUrl, url)) return false;
  return isLoginAddress(url) && new URL(redirectUrl, url).pathname === splitUrl(url)?.path;
}

function refreshTurn({ status, method }: Exchange): Turn | undefined {
  if (method === 'GET' || status <= 0) return undefined;
  if (status < 300) return { kind: 'refreshed', why: 'the session was renewed' };
  return status >= 400
    ? { kind: 'refresh-refused', why: `renewal was answered ${status}` }
    : undefined;
}

function refusalTurn(exchange: Exchange, { history }: RequestContext): Turn {
  const scheme = headerOf(exchange.responseHeaders, 'www-authenticate')?.slice(0, 120);
  const asked = scheme === undefined ? '401' : `401 (${scheme})`;
  const later = history.laterSuccess(exchange);
  if (later !== undefined)
    return { kind: 'challenged', why: `${asked}, answered at entry ${later.index}` };
  const earlier = history.earlierSuccess(exchange);
  const was =
    earlier === undefined ? '' : `; the same request was allowed at entry ${earlier.index}`;
  return { kind: 'turned-away', why: `${asked}${was}` };
}

/** A page that answered before, or any inner page, now leads to the sign-in: the session is over. */
function redirectTurn(exchange: Exchange, { pages }: RequestContext): Turn | undefined {
  const { status, redirectUrl, startedAtMs, url } = exchange;
  if (status < 300 || status >= 400 || resourceKind(exchange) !== 'document') return undefined;
  if (!isLoginAddress(redirectUrl) || isLoginAddress(url)) return undefined;
  const isFirst = pages.all[0]?.startMs === startedAtMs;
  const why = isFirst
    ? 'the start page asks for a sign-in'
    : 'a page in mid-run asked for a sign-in';
  return { kind: 'sent-to-sign-in', why };
}
