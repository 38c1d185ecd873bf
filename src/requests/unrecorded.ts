import type { ConsoleMessage } from '../run/run.ts';
import { addressesOf, policyOf } from './console-lines.ts';
import type { Policy } from './console-lines.ts';
import type { RequestContext } from './context.ts';
import { classifyParty } from './party.ts';
import type { Party } from './party.ts';
import { withoutFragment } from './request-url.ts';

/** A request that only the console knows of: the browser blocked it before it became traffic. */
export interface UnrecordedRequest {
  readonly message: ConsoleMessage;
  readonly url: string | undefined;
  readonly party: Party | undefined;
  readonly what: Policy | 'websocket';
}

const WEBSOCKET = /WebSocket connection to '?wss?:/i;
const MAX_LISTED = 100;

/** Blocked requests and failed WebSockets without an entry in the HAR. */
export function findUnrecorded(context: RequestContext): readonly UnrecordedRequest[] {
  const recorded = new Set(context.exchanges.map(({ url }) => withoutFragment(url)));
  const found: UnrecordedRequest[] = [];
  for (const message of context.console) {
    if (found.length >= MAX_LISTED) break;
    const what = WEBSOCKET.test(message.text.slice(0, 200)) ? 'websocket' : policyOf(message);
    // Refusals to frame name the origin only; the entry with the failure text is the record.
    if (what === undefined || what === 'framing' || isReportOnly(message)) continue;
    const addresses = blockedAddresses(message, what);
    if (addresses.some((address) => recorded.has(address))) continue;
    const [url] = addresses;
    const party = url === undefined ? undefined : classifyParty(url, context.parties);
    found.push({ message, url, party, what });
  }
  return found;
}

/** A policy under test reports and blocks nothing. */
function isReportOnly({ text }: ConsoleMessage): boolean {
  return /report[- ]only/i.test(text.slice(0, 500));
}

/** A line about mixed content names the page first; what it blocked is unencrypted. */
function blockedAddresses(
  message: ConsoleMessage,
  what: UnrecordedRequest['what'],
): readonly string[] {
  const addresses = [...addressesOf(message)];
  return what === 'mixed-content'
    ? addresses.filter((address) => /^(?:http|ws):/i.test(address))
    : addresses;
}
