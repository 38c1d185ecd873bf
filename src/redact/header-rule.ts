import { base64Decoded } from './decode.ts';
import { wholeSpan, type SecretLabel, type SecretSpan } from './secret.ts';
import { sensitivityOfName } from './sensitive-names.ts';
import { isHighEntropy } from './high-entropy.ts';
import { isPlaceholder, isTrivial } from './value-shape.ts';

const COOKIES = /^(?:set-)?cookie2?$/i;
const CREDENTIALS = /^(?:(?:proxy-)?authorization|authentication|x-(?:forwarded-)?authorization)$/i;

/** Headers whose values look random and give nobody access. */
const HARMLESS =
  /^(?::.*|accept.*|access-control-.*|age|alt-svc|cache-control|cf-.*|connection|content-.*|date|dnt|e?tag|expires|host|if-.*|keep-alive|last-modified|link|location|nel|origin|permissions-policy|pragma|priority|range|referer|report-to|retry-after|sec-.*|server.*|strict-.*|te|trace.*|transfer-encoding|upgrade.*|user-agent|vary|via|warning|www-authenticate|.*request-?id|.*correlation-?id|.*trace-?id|.*trace|x-(?:amz-cf-.*|amz-id-2|amz-rid|b3-.*|cache.*|served-by|timer|powered-by|frame-options|content-.*|xss-.*|robots-tag|dns-.*|runtime|envoy-.*|cloud-trace.*|cdn.*|edge.*|fastly-.*|vercel-.*|nf-.*|github-request.*|datadog-.*|azure-ref|ms-.*|hash.*|version.*|build.*|revision.*|etag))$/i;

/** Names that make the rest of a line a header in free text. */
export function isHeaderName(name: string): boolean {
  return COOKIES.test(name) || CREDENTIALS.test(name);
}

/** The secret parts of a header's value; schemes, cookie names and attributes stay. */
export function headerSpans(name: string, value: string): readonly SecretSpan[] {
  if (COOKIES.test(name)) return cookieSpans(value, /^set-/i.test(name));
  if (CREDENTIALS.test(name)) return credentialSpans(value, 'credential');
  const sensitivity = sensitivityOfName(name);
  if (sensitivity?.strength === 'always') return credentialSpans(value, sensitivity.label);
  if (HARMLESS.test(name)) return [];
  if (sensitivity !== undefined && value.length >= 8)
    return credentialSpans(value, sensitivity.label);
  return isHighEntropy(value) ? [wholeSpan(value, 'token', 'header-unknown')] : [];
}

function credentialSpans(value: string, label: SecretLabel): readonly SecretSpan[] {
  const scheme = /^\s*([A-Za-z][\w-]{1,30})\s+(?=\S)/.exec(value);
  const start = scheme === null ? 0 : scheme[0].length;
  const rest = value.slice(start).trimEnd();
  if (isPlaceholder(rest) || isTrivial(rest)) return [];
  const spans: SecretSpan[] = [
    {
      start,
      end: start + rest.length,
      label: schemeLabel(scheme?.[1], label),
      rule: 'header',
      value: rest,
    },
  ];
  return spans;
}

function schemeLabel(scheme: string | undefined, label: SecretLabel): SecretLabel {
  return scheme !== undefined && /^(?:bearer|token|jwt)$/i.test(scheme) ? 'token' : label;
}

/** The password inside `Basic` credentials, so that it is removed where it stands plainly too. */
export function basicPassword(credential: string): string | undefined {
  if (!/^[A-Za-z0-9+/_-]{4,2000}={0,2}$/.test(credential)) return undefined;
  const pair = base64Decoded(credential);
  const colon = pair?.indexOf(':') ?? -1;
  return pair === undefined || colon < 0 ? undefined : pair.slice(colon + 1);
}

const ATTRIBUTES =
  /^(?:path|domain|expires|max-age|samesite|secure|httponly|priority|partitioned|version|comment)$/i;

function cookieSpans(value: string, isSet: boolean): readonly SecretSpan[] {
  const spans: SecretSpan[] = [];
  for (const pair of value.matchAll(/(?:^|[;\n,])[ \t]{0,8}([^=;\s,]{1,256})=("?)([^;\n"]*)/g)) {
    const [matched, name = '', , content = ''] = pair;
    if ((isSet && ATTRIBUTES.test(name)) || content === '') continue;
    const end = pair.index + matched.length;
    const span = cookieSpan(name, content);
    if (span !== undefined)
      spans.push({ ...span, start: end - content.length, end: end - content.length + span.end });
  }
  return spans;
}

/** A cookie's value, unless it is a plain preference like `theme=dark`. */
export function cookieSpan(name: string, content: string): SecretSpan | undefined {
  const value = content.trimEnd();
  if (isPlaceholder(value) || value === '') return undefined;
  const isPreference =
    /^(?:[A-Za-z]{1,12}|[a-z]{2,3}[-_][A-Z]{2}|\d{1,4}|true|false|[A-Z]{3}|light|dark)$/.test(
      value,
    );
  if (isPreference && sensitivityOfName(name) === undefined) return undefined;
  return { start: 0, end: value.length, label: 'cookie', rule: 'cookie', value };
}
