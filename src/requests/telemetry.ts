import type { Exchange } from '../run/run.ts';
import { splitUrl } from './request-url.ts';

/** Services that watch, advertise or ask for consent: their failures never hold a task up. */
const TELEMETRY_HOST =
  /(^|\.)(google-analytics|googletagmanager|doubleclick|googlesyndication|googleadservices|hotjar|clarity|segment|mixpanel|amplitude|fullstory|heap|heapanalytics|sentry|sentry-cdn|bugsnag|rollbar|datadoghq|browser-intake-datadoghq|newrelic|nr-data|optimizely|launchdarkly|intercom|intercomcdn|drift|hubspot|hs-analytics|hs-scripts|snapchat|criteo|adnxs|taboola|outbrain|quantserve|scorecardresearch|cookielaw|onetrust|usercentrics|didomi|cookiebot|trustarc|matomo|plausible|posthog|logrocket|pendo|mouseflow|crazyegg|zdassets|tawk)\.[a-z]{2,6}$|(^|\.)connect\.facebook\.net$|(^|\.)bat\.bing\.com$|(^|\.)px\.ads\.linkedin\.com$|(^|\.)analytics\.tiktok\.com$|(^|\.)fonts\.(googleapis|gstatic)\.com$/;

/** A host that calls itself a collector: rum.example.com, px.example.net. */
const TELEMETRY_LABEL =
  /^(a?\d?rum|px\d?|pixels?|stats?|track(er|ing)?|metrics?|telemetry|analytics|collect(or)?|beacons?|logs?|logger|events?|ads?|adserver|tags?|insights?|ingest|csp|sentry|matomo|piwik|counter|hits?)$/;

const TELEMETRY_PATH =
  /\/(collect|beacon|track|tracking|telemetry|metrics|analytics|rum|log|logs|logging|pixel|events?|csp-report|report-uri|web-vitals|gtag|gtm|_vercel\/insights|cdn-cgi\/(rum|beacon))(\.(js|gif|png|php))?\/?$/i;

/** Endpoints of the site itself that may be called /events or /log for good reasons: only clear words count there. */
const OWN_TELEMETRY_PATH =
  /\/(collect|beacon|telemetry|rum|pixel|csp-report|report-uri|web-vitals|_vercel\/insights|cdn-cgi\/(rum|beacon)|analytics\/(events?|collect|track))(\.(gif|png))?\/?$/i;

/** Whether a request only reports about the visit. `isOwnSite` makes the test stricter. */
export function isTelemetry(exchange: Exchange, isOwnSite: boolean): boolean {
  return isTelemetryUrl(exchange.url, isOwnSite);
}

export function isTelemetryUrl(address: string, isOwnSite = false): boolean {
  const url = splitUrl(address);
  if (url === undefined) return false;
  const path = url.path.slice(-200);
  if (isOwnSite) return OWN_TELEMETRY_PATH.test(path);
  return isTelemetryHost(url.host) || TELEMETRY_PATH.test(path);
}

function isTelemetryHost(host: string): boolean {
  if (host.length > 253) return false;
  const labels = host.split('.');
  const names = labels.length > 2 ? labels.slice(0, -2) : [];
  return TELEMETRY_HOST.test(host) || names.some((label) => TELEMETRY_LABEL.test(label));
}
