import type { Exchange } from '../run/run.ts';
import { headerOf } from './headers.ts';

/** A protection service that showed itself in an answer. */
export interface Challenge {
  readonly vendor: string;
  /** `block`: it stopped this request. `presence`: it is there, which proves nothing. */
  readonly signal: 'block' | 'presence';
  /** What was seen, quoted. */
  readonly seen: string;
}

/** A vendor's own words or headers; `statuses` guards those that also appear on harmless answers. */
interface Rule {
  readonly vendor: string;
  readonly header?: readonly [name: string, value: RegExp];
  readonly body?: RegExp;
  readonly url?: RegExp;
  readonly statuses?: readonly number[];
}

const REFUSALS = [401, 403, 405, 406, 409, 416, 429, 503, 999, 202] as const;

// Headers name challenges reliably, bodies only together with a refusal: pages about a vendor quote it too.
const BLOCK_RULES: readonly Rule[] = [
  { vendor: 'Cloudflare', header: ['cf-mitigated', /^challenge/i] },
  { vendor: 'Vercel', header: ['x-vercel-mitigated', /^(challenge|deny)/i] },
  { vendor: 'AWS WAF', header: ['x-amzn-waf-action', /^(challenge|captcha)/i] },
  { vendor: 'DataDome', header: ['x-dd-b', /^[12]$/], statuses: [401, 403, 405, 429] },
  { vendor: 'Akamai', header: ['akamai-cache-status', /^Error/i], statuses: [403] },
  { vendor: 'Kasada', header: ['x-kpsdk-ct', /./], statuses: [403, 429] },
  { vendor: 'Kasada', header: ['x-kpsdk-im', /./], statuses: [403, 429] },
  {
    vendor: 'LinkedIn',
    url: /^https?:\/\/([a-z0-9-]{1,63}\.){0,3}linkedin\.com\//i,
    statuses: [999],
  },
  {
    vendor: 'Cloudflare',
    body: /<title>Just a moment\.\.\.|Attention Required! \| Cloudflare|_cf_chl_opt|\/cdn-cgi\/challenge-platform\/(?!scripts\/jsd)|error code: 10(06|07|08|09|10|15|20)\b/,
    statuses: [403, 429, 503],
  },
  {
    vendor: 'Akamai',
    body: /Reference&?\s?(#|&#35;)\d{1,4}\.[0-9a-f]{4,}|errors\.edgesuite\.net/,
    statuses: [403],
  },
  { vendor: 'DataDome', body: /geo\.captcha-delivery\.com/, statuses: [401, 403, 405, 429] },
  {
    vendor: 'HUMAN',
    body: /px-captcha|captcha\.px-c(dn|loud)\.net|Press & Hold to confirm/,
    statuses: [403, 429],
  },
  {
    vendor: 'Imperva',
    body: /Incapsula incident ID|_Incapsula_Resource\?[^"'\s]{0,100}(incident_id|CWUDNSAI)/,
    statuses: [403, 503, 200],
  },
  { vendor: 'F5', body: /The requested URL was rejected\. Please consult with your administrator/ },
  {
    vendor: 'Sucuri',
    body: /Sucuri WebSite Firewall - Access Denied|Access Denied - Sucuri Website Firewall/i,
    statuses: [403],
  },
  { vendor: 'Anubis', body: /id="anubis_challenge"/ },
  { vendor: 'Reddit', body: /blocked by network security\./, statuses: [403] },
];

const PRESENCE_RULES: readonly Rule[] = [
  { vendor: 'Cloudflare', header: ['cf-ray', /./] },
  { vendor: 'Akamai', header: ['akamai-grn', /./] },
  { vendor: 'DataDome', header: ['x-datadome', /./] },
  { vendor: 'Imperva', header: ['x-iinfo', /./] },
  { vendor: 'Imperva', header: ['x-cdn', /incapsula|imperva/i] },
  { vendor: 'AWS WAF', header: ['set-cookie', /^aws-waf-token=/] },
];

/** Bodies are searched this far; every challenge page says who it is near its top. */
const BODY_CHARS = 4096;

/** The protection service behind an answer, a block before mere presence. */
export function findChallenge(exchange: Exchange): Challenge | undefined {
  return (
    findSignal(exchange, BLOCK_RULES, 'block') ?? findSignal(exchange, PRESENCE_RULES, 'presence')
  );
}

function findSignal(
  exchange: Exchange,
  rules: readonly Rule[],
  signal: Challenge['signal'],
): Challenge | undefined {
  for (const rule of rules) {
    const seen = matchRule(exchange, rule);
    if (seen !== undefined) return { vendor: rule.vendor, signal, seen };
  }
  return undefined;
}

function matchRule(exchange: Exchange, rule: Rule): string | undefined {
  const statuses = rule.statuses ?? (rule.body === undefined ? undefined : REFUSALS);
  if (statuses !== undefined && !statuses.includes(exchange.status)) return undefined;
  if (rule.header !== undefined) return matchHeader(exchange, rule.header);
  if (rule.body !== undefined) return rule.body.exec(bodyHead(exchange))?.[0];
  return rule.url?.exec(exchange.url.slice(0, 200))?.[0];
}

function matchHeader(
  { responseHeaders }: Exchange,
  [name, pattern]: readonly [string, RegExp],
): string | undefined {
  const value = headerOf(responseHeaders, name)?.slice(0, 200);
  return value !== undefined && pattern.test(value) ? `${name}: ${value}` : undefined;
}

function bodyHead({ responseText }: Exchange): string {
  return responseText?.slice(0, BODY_CHARS) ?? '';
}
