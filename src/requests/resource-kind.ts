import type { Exchange } from '../run/run.ts';
import { headerOf } from './headers.ts';
import { withoutQuery } from './request-url.ts';

/** What the page wanted the answer for. `document` covers top-level pages and frames alike. */
export type ResourceKind =
  | 'document'
  | 'script'
  | 'style'
  | 'image'
  | 'font'
  | 'media'
  | 'manifest'
  | 'xhr'
  | 'beacon'
  | 'eventsource'
  | 'websocket'
  | 'preflight'
  | 'other';

/** Names that exporters write into `_resourceType`, and values of the `sec-fetch-dest` header. */
const KNOWN_NAMES: ReadonlyMap<string, ResourceKind> = new Map([
  ['document', 'document'],
  ['iframe', 'document'],
  ['frame', 'document'],
  ['embed', 'document'],
  ['object', 'document'],
  ['script', 'script'],
  ['worker', 'script'],
  ['sharedworker', 'script'],
  ['serviceworker', 'script'],
  ['stylesheet', 'style'],
  ['style', 'style'],
  ['image', 'image'],
  ['font', 'font'],
  ['media', 'media'],
  ['audio', 'media'],
  ['video', 'media'],
  ['track', 'media'],
  ['texttrack', 'media'],
  ['manifest', 'manifest'],
  ['xhr', 'xhr'],
  ['fetch', 'xhr'],
  ['empty', 'xhr'],
  ['ping', 'beacon'],
  ['beacon', 'beacon'],
  ['cspviolationreport', 'beacon'],
  ['report', 'beacon'],
  ['eventsource', 'eventsource'],
  ['websocket', 'websocket'],
  ['preflight', 'preflight'],
]);

const BY_EXTENSION: readonly (readonly [RegExp, ResourceKind])[] = [
  [/\.(m?js|cjs|jsx)$/i, 'script'],
  [/\.css$/i, 'style'],
  [/\.(png|jpe?g|gif|svg|webp|avif|ico|bmp)$/i, 'image'],
  [/\.(woff2?|ttf|otf|eot)$/i, 'font'],
  [/\.(mp4|webm|mp3|ogg|wav|m3u8|vtt)$/i, 'media'],
  [/\.webmanifest$/i, 'manifest'],
];

/**
 * What kind of resource an exchange is about. Playwright up to 1.58 does not write it, so it is
 * inferred from what the browser sent; failed requests carry few headers, then the URL has to do.
 */
export function resourceKind(exchange: Exchange): ResourceKind {
  if (exchange.method === 'OPTIONS') return 'preflight';
  return (
    kindByName(exchange.resourceType) ??
    kindByFetchHeaders(exchange) ??
    kindByScheme(exchange) ??
    kindByAccept(exchange) ??
    kindByAddress(exchange) ??
    (exchange.isApiRequest || exchange.method !== 'GET' ? 'xhr' : kindByType(exchange))
  );
}

function kindByName(name: string | undefined): ResourceKind | undefined {
  return name === undefined ? undefined : KNOWN_NAMES.get(name.toLowerCase());
}

function kindByFetchHeaders({ requestHeaders, method }: Exchange): ResourceKind | undefined {
  const mode = headerOf(requestHeaders, 'sec-fetch-mode');
  if (mode === 'navigate') return 'document';
  if (mode === 'websocket') return 'websocket';
  const destination = headerOf(requestHeaders, 'sec-fetch-dest');
  if (destination === 'empty' && mode === 'no-cors' && method === 'POST') return 'beacon';
  return kindByName(destination);
}

function kindByScheme({ url }: Exchange): ResourceKind | undefined {
  return /^wss?:/i.test(url.slice(0, 5)) ? 'websocket' : undefined;
}

function kindByAccept({ requestHeaders }: Exchange): ResourceKind | undefined {
  const accept = headerOf(requestHeaders, 'accept') ?? '';
  if (headerOf(requestHeaders, 'upgrade-insecure-requests') === '1') return 'document';
  if (accept.startsWith('text/html')) return 'document';
  if (accept.startsWith('text/css')) return 'style';
  if (accept.startsWith('image/')) return 'image';
  if (accept.startsWith('text/event-stream')) return 'eventsource';
  if (/\bjson\b/.test(accept.slice(0, 200))) return 'xhr';
  return undefined;
}

function kindByAddress({ url, method }: Exchange): ResourceKind | undefined {
  if (method !== 'GET') return undefined;
  const path = withoutQuery(url).slice(-200);
  return BY_EXTENSION.find(([extension]) => extension.test(path))?.[1];
}

function kindByType({ mimeType, requestHeaders }: Exchange): ResourceKind {
  const type = mimeType ?? '';
  if (/javascript|ecmascript/i.test(type)) return 'script';
  if (type.startsWith('image/')) return 'image';
  if (type.startsWith('font/')) return 'font';
  // Only pages and scripts can say `Accept: */*` without a type of their own; scripts were told above.
  return headerOf(requestHeaders, 'accept') === '*/*' || type.includes('json') ? 'xhr' : 'other';
}
