import type { ConsoleMessage, Exchange } from '../run/run.ts';
import { splitUrl, withoutFragment } from './request-url.ts';

/** A rule of the browser that kept a page from using an answer. */
export type Policy = 'cors' | 'csp' | 'mixed-content' | 'framing' | 'mime-type';

const POLICY_WORDS: readonly (readonly [RegExp, Policy])[] = [
  [/blocked by CORS policy|Cross-Origin Request Blocked/i, 'cors'],
  [/X-Frame-Options|frame-ancestors/i, 'framing'],
  [/Content Security Policy|Content-Security-Policy/i, 'csp'],
  [/Mixed Content:|mixed active content/i, 'mixed-content'],
  [
    /MIME type \(['"“][^'"”]{0,80}['"”]\) is not|disallowed MIME type|non-JavaScript MIME type/i,
    'mime-type',
  ],
];

const CHUNK_WORDS =
  /ChunkLoadError|Loading (CSS )?chunk \S{1,40} failed|Failed to fetch dynamically imported module|error loading dynamically imported module|Importing a module script failed|Unexpected token '?</i;

/** Console texts are searched this far: the URL and the reason stand at the front. */
const TEXT_CHARS = 2048;
const URL_IN_TEXT = /\b(?:https?|wss?):\/\/[^\s'"`<>)\]]{1,1500}/g;
const MAX_LINES_PER_URL = 50;
/** A line about a request is written when the request ends. */
const LINE_LAG_MS = 3000;

/** Console lines by the address they speak of. */
export type ConsoleIndex = ReadonlyMap<string, readonly ConsoleMessage[]>;

export function indexConsole(messages: readonly ConsoleMessage[] | undefined): ConsoleIndex {
  const index = new Map<string, ConsoleMessage[]>();
  for (const message of messages ?? []) {
    for (const url of addressesOf(message)) {
      const lines = index.get(url) ?? [];
      if (lines.length === 0) index.set(url, lines);
      if (lines.length < MAX_LINES_PER_URL) lines.push(message);
    }
  }
  return index;
}

/** Lines that name this request's address, nearest in time first. */
export function consoleLinesOf(exchange: Exchange, index: ConsoleIndex): readonly ConsoleMessage[] {
  const lines = index.get(withoutFragment(exchange.url)) ?? linesAboutOrigin(exchange, index);
  const endMs = (exchange.startedAtMs ?? 0) + (exchange.durationMs ?? 0);
  const near = lines.filter(({ atMs }) => isNear(exchange, endMs, atMs));
  return near.toSorted((first, second) => distance(first, endMs) - distance(second, endMs));
}

/** The policy a console line blames. */
export function policyOf({ text }: ConsoleMessage): Policy | undefined {
  const head = text.slice(0, TEXT_CHARS);
  return POLICY_WORDS.find(([words]) => words.test(head))?.[1];
}

/** Whether a line says that a piece of the application's own code could not be loaded. */
export function saysChunkFailed({ text }: ConsoleMessage): boolean {
  return CHUNK_WORDS.test(text.slice(0, TEXT_CHARS));
}

/** Every address a line speaks of, each once. */
export function addressesOf({ text, url }: ConsoleMessage): ReadonlySet<string> {
  const addresses = new Set<string>();
  // Only there is the location the resource; everywhere else it is the page that wrote the line.
  const isAboutLocation = text.startsWith('Failed to load resource');
  if (url !== undefined && isAboutLocation) addresses.add(withoutFragment(url));
  for (const [address] of text.slice(0, TEXT_CHARS).matchAll(URL_IN_TEXT)) {
    addresses.add(withoutFragment(address.replace(/[.,;:]{1,20}$/, '')));
  }
  return addresses;
}

/** Refusals to frame a page name its origin only. */
function linesAboutOrigin({ url }: Exchange, index: ConsoleIndex): readonly ConsoleMessage[] {
  const parts = splitUrl(url);
  if (parts === undefined || !URL.canParse(url)) return [];
  const lines = index.get(`${new URL(url).origin}/`) ?? [];
  return lines.filter((line) => policyOf(line) === 'framing');
}

function isNear(exchange: Exchange, endMs: number, atMs: number | undefined): boolean {
  if (atMs === undefined || exchange.startedAtMs === undefined) return true;
  return atMs >= exchange.startedAtMs - LINE_LAG_MS && atMs <= endMs + LINE_LAG_MS;
}

function distance({ atMs }: ConsoleMessage, endMs: number): number {
  return atMs === undefined ? 0 : Math.abs(atMs - endMs);
}
