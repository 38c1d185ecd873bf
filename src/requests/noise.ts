import type { RequestContext } from './context.ts';
import { abortReason, isDownload } from './abort.ts';
import { authReason } from './auth-noise.ts';
import { headerOf } from './headers.ts';
import type { Observation } from './observation.ts';
import { splitUrl } from './request-url.ts';
import { scriptKey } from './optional-scripts.ts';
import { isTelemetry } from './telemetry.ts';

/** Why a failed request is left out of those that mattered, with the words for a heading. */
export const NOISE_KINDS = {
  'browser-internal': 'addresses inside the browser',
  preflight: 'preflights',
  prefetch: 'prefetched in advance',
  'service-worker': 'service worker',
  intercepted: 'stopped by the recorder, not by the site',
  'well-known': 'favicons, manifests and other files browsers ask for by themselves',
  telemetry: 'telemetry, advertising, consent',
  beacon: 'beacons',
  download: 'downloads, which browsers mark as aborted',
  aborted: 'cancelled by the page or by the next navigation',
  'auth-handshake': 'authentication handshakes',
  'session-probe': 'questions whether somebody is signed in',
  recovered: 'made good by a later success',
  'optional-asset': 'images, fonts, styles and scripts the page did without',
  'third-party': "other companies' content",
  tolerated: 'the run completed all the same',
} as const satisfies Readonly<Record<string, string>>;

export type NoiseKind = keyof typeof NOISE_KINDS;

/** One request's reason, in a sentence's half: "answered at entry 12". */
export interface NoiseReason {
  readonly noise: NoiseKind;
  readonly why: string;
}

type Reason = string | undefined;
type Rule = (observation: Observation, context: RequestContext) => Reason;

/** In order: what a request is comes before what became of it. */
const RULES: readonly (readonly [NoiseKind, Rule])[] = [
  ['browser-internal', internalReason],
  [
    'preflight',
    ({ resource }) => when(resource === 'preflight', 'asks whether a request is allowed'),
  ],
  ['prefetch', prefetchReason],
  ['service-worker', serviceWorkerReason],
  ['intercepted', interceptedReason],
  ['well-known', wellKnownReason],
  ['telemetry', telemetryReason],
  ['beacon', ({ resource }) => when(resource === 'beacon', 'sent without waiting for an answer')],
  [
    'download',
    ({ exchange, failure }) =>
      when(failure.kind === 'aborted' && isDownload(exchange), 'became a file'),
  ],
  ['aborted', abortReason],
  ['auth-handshake', (observation, context) => authReason('handshake', observation, context)],
  ['session-probe', (observation, context) => authReason('probe', observation, context)],
  ['recovered', recoveredReason],
  ['optional-asset', optionalReason],
  ['third-party', thirdPartyReason],
];

/** The first reason to leave a failed request out; undefined when there is none. */
export function findNoise(
  observation: Observation,
  context: RequestContext,
): NoiseReason | undefined {
  for (const [noise, rule] of RULES) {
    const why = rule(observation, context);
    if (why !== undefined) return { noise, why };
  }
  return undefined;
}

function internalReason({ exchange }: Observation): Reason {
  const isNetwork = /^(https?|wss?|ftp):/i.test(exchange.url.slice(0, 8));
  return when(!isNetwork, 'never leaves the browser');
}

function prefetchReason({ exchange: { requestHeaders } }: Observation): Reason {
  const purpose =
    headerOf(requestHeaders, 'sec-purpose') ??
    headerOf(requestHeaders, 'purpose') ??
    headerOf(requestHeaders, 'x-moz');
  return when(purpose !== undefined && /prefetch|prerender/i.test(purpose), `marked ${purpose}`);
}

function serviceWorkerReason({ exchange }: Observation): Reason {
  const path = splitUrl(exchange.url)?.path ?? '';
  const isWorkerFile = /\/(sw|service-?worker|ngsw-worker|firebase-messaging-sw)\.js$/i.test(path);
  return when(
    exchange.isServiceWorker === true || isWorkerFile,
    'the page works without its worker',
  );
}

/** A stopped navigation is no noise: then the run itself was not let through. */
function interceptedReason({ exchange, isTopDocument }: Observation): Reason {
  if (isTopDocument) return undefined;
  if (exchange.wasFulfilled) return 'answered by the recorder';
  return when(exchange.wasAborted, 'aborted by the recorder');
}

const WELL_KNOWN =
  /\/(favicon[^/]{0,40}|apple-touch-icon[^/]{0,40}|site\.webmanifest|manifest\.json|robots\.txt|browserconfig\.xml|[^/]{1,100}\.map)$|^\/\.well-known\//i;

function wellKnownReason({ exchange, resource, isTopDocument }: Observation): Reason {
  if (isTopDocument) return undefined;
  const path = splitUrl(exchange.url)?.path.slice(-200) ?? '';
  return when(resource === 'manifest' || WELL_KNOWN.test(path), 'pages work without it');
}

function telemetryReason({ exchange, party, isTopDocument }: Observation): Reason {
  if (isTopDocument) return undefined;
  const isOwnSite = party !== 'third';
  return when(isTelemetry(exchange, isOwnSite), 'only reports about the visit');
}

function recoveredReason({ recoveredBy }: Observation): Reason {
  if (recoveredBy === undefined) return undefined;
  return `succeeded at entry ${recoveredBy.index} (${recoveredBy.status})`;
}

const ASSETS: ReadonlySet<string> = new Set(['image', 'font', 'media', 'style']);

function optionalReason(observation: Observation, { optionalScripts }: RequestContext): Reason {
  const { resource, isScript, exchange, party, failure } = observation;
  if (ASSETS.has(resource)) return `a missing ${resource} stops nothing`;
  if (!isScript || party === 'third' || failure.kind === 'cut-short') return undefined;
  return when(optionalScripts.has(scriptKey(exchange)), 'a page took actions without it');
}

/** Somebody else's answer counts when the run itself went there, or when its click depended on it. */
function thirdPartyReason(observation: Observation): Reason {
  const { party, isTopDocument, isFrame, failure, isSubmit, trigger } = observation;
  if (party !== 'third' || isTopDocument) return undefined;
  if (isFrame && failure.kind === 'refused-answer') return undefined;
  if (isSubmit && (trigger === 'action' || observation.policy !== undefined)) return undefined;
  return 'not of the site the task is about';
}

function when(isTrue: boolean, reason: string): Reason {
  return isTrue ? reason : undefined;
}
