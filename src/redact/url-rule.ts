import { percentDecoded } from './decode.ts';
import type { SecretLabel, SecretSpan } from './secret.ts';
import { isHighEntropy } from './high-entropy.ts';
import { isPlaceholder, isStructural, isTokenShaped } from './value-shape.ts';

const AUTHORITY_END = /[\s/"'<>\\`?#]|&quot;|$/;
const MAX_AUTHORITY = 512;

/** `scheme://user:password@host`, in connection strings too. */
export function userinfoSpans(text: string): readonly SecretSpan[] {
  const spans: SecretSpan[] = [];
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    const start = at + 3;
    const window = text.slice(start, start + MAX_AUTHORITY);
    const authority = window.slice(0, window.search(AUTHORITY_END));
    const sign = authority.lastIndexOf('@');
    const colon = authority.indexOf(':');
    const user = authority.slice(0, colon < 0 || colon > sign ? Math.max(sign, 0) : colon);
    if (sign > 0 && colon >= 0 && colon < sign - 1)
      spans.push(spanAt(start + colon + 1, authority.slice(colon + 1, sign)));
    else if (sign > 0 && isTokenShaped(user) && user.length >= 16) spans.push(spanAt(start, user));
  }
  return spans.filter((span) => !isPlaceholder(span.value));
}

function spanAt(start: number, raw: string): SecretSpan {
  const value = percentDecoded(raw, false) ?? raw;
  return { start, end: start + raw.length, label: 'password', rule: 'url-userinfo', value };
}

interface PathRule {
  readonly label: SecretLabel;
  readonly rule: string;
  /** Ends where the secret begins. */
  readonly lead: RegExp;
  readonly secret: RegExp;
  readonly accepts: (value: string) => boolean;
}

const SEGMENTS = /^[\w~%.=+-]+(?:\/[\w~%.=+-]+){0,4}/;
const SEGMENT = /^[\w~%.=+:-]+/;
const anything = (): boolean => true;

/** Paths that are credentials by themselves: webhooks, bot addresses, links that sign in or reset. */
const PATHS: readonly PathRule[] = [
  {
    label: 'token',
    rule: 'webhook-url',
    lead: /hooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\/|discord(?:app)?\.com\/api\/(?:v\d{1,2}\/)?webhooks\/|hooks\.zapier\.com\/hooks\/catch\/|webhook\.office\.com\/webhookb2\/|outlook\.office\.com\/webhook\/|hook\.(?:\w{1,8}\.)?(?:make|integromat)\.com\/|chat\.googleapis\.com\/v1\/spaces\/|webhook\.site\/|events\.pagerduty\.com\/integration\/|maker\.ifttt\.com\/trigger\/\w{1,60}\/(?:json\/)?with\/key\//g,
    secret: SEGMENTS,
    accepts: anything,
  },
  {
    label: 'token',
    rule: 'bot-url',
    lead: /api\.telegram\.org\/(?:file\/)?bot/g,
    secret: SEGMENT,
    accepts: anything,
  },
  {
    label: 'token',
    rule: 'link-token',
    lead: /\/(?:reset|reset-?password|password-?reset|recover|magic|magic-?link|verify|verify-?email|verification|confirm|confirmation|activate|activation|invite|invitations?|unlock|unsubscribe|token|tokens|sso|signin|sign-in|login|auth|oauth|callback|share|shared|preview|passwordless|webhooks?|hooks?)\/(?:\w{1,20}\/)?/gi,
    secret: SEGMENT,
    accepts: (value) => value.length >= 16 && isHighEntropy(value) && !isStructural(value),
  },
  {
    label: 'cookie',
    rule: 'path-session',
    lead: /;(?:jsessionid|phpsessid|sid)=/gi,
    secret: SEGMENT,
    accepts: anything,
  },
];

/** Secrets in the path of an address. */
export function pathSpans(text: string): readonly SecretSpan[] {
  if (!text.includes('/')) return [];
  return PATHS.flatMap((rule) => pathSpansOf(text, rule));
}

function pathSpansOf(text: string, { lead, secret, accepts, label, rule }: PathRule): SecretSpan[] {
  const spans: SecretSpan[] = [];
  for (const match of text.matchAll(lead)) {
    const start = match.index + match[0].length;
    const raw = secret.exec(text.slice(start, start + 2_048))?.[0] ?? '';
    if (raw.length < 6 || isPlaceholder(raw) || !accepts(raw)) continue;
    const value = percentDecoded(raw, false) ?? raw;
    spans.push({ start, end: start + raw.length, label, rule, value });
  }
  return spans;
}
