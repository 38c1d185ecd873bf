import { ALNUM, DIGITS, HEX, LOWER, UPPER, URL_SAFE, type Seeded } from './seeded.ts';

/** Where a class of secrets is planted. */
export interface Places {
  /** A HAR entry; missing parts are filled in. */
  readonly exchange: (parts: ExchangeParts) => void;
  readonly prompt: (line: string) => void;
  readonly log: (line: string) => void;
  readonly console: (line: string) => void;
  readonly html: (markup: string) => void;
  readonly api: (row: object) => void;
  readonly response: (action: object) => void;
  readonly tree: (node: object) => void;
}

export interface ExchangeParts {
  readonly url?: string;
  readonly requestHeaders?: Readonly<Record<string, string>>;
  readonly responseHeaders?: Readonly<Record<string, string>>;
  readonly cookies?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly post?: {
    readonly mimeType: string;
    readonly text: string;
    readonly params?: Readonly<Record<string, string>>;
  };
  readonly body?: { readonly text: string; readonly encoding?: string; readonly mimeType?: string };
  readonly frames?: readonly object[];
  readonly redirect?: string;
}

export interface SecretClass {
  readonly name: string;
  readonly make: (random: Seeded) => string;
  readonly plant: (places: Places, value: string, random: Seeded) => void;
}

const word = (random: Seeded): string =>
  random.pick(['Harbor', 'Maple', 'Quartz', 'Velvet', 'Copper', 'Rowan', 'Zephyr']);
const password = (random: Seeded): string =>
  word(random) +
  random.text(3, ALNUM) +
  random.pick(['!', '#', '&', '%', '+', '"', '<', '/', "'"]) +
  random.text(3, DIGITS);
const opaque = (length: number) => (random: Seeded) =>
  random.text(length - 1, ALNUM) + random.text(1, DIGITS);
const digits = (length: number) => (random: Seeded) =>
  random.text(1, '123456789') + random.text(length - 1, DIGITS);
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const base64url = (value: object): string =>
  Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (random: Seeded): string =>
  `${base64url({ alg: 'RS256', kid: random.text(6) })}.${base64url({ sub: random.text(10) })}.${random.text(43, URL_SAFE)}`;
const json = (value: unknown, places: Places): void =>
  places.exchange({ post: { mimeType: 'application/json', text: JSON.stringify(value) } });
const bodyOf = (value: unknown, places: Places): void =>
  places.exchange({ body: { text: JSON.stringify(value) } });

function luhn(prefix: string, length: number, random: Seeded): string {
  const body = prefix + random.text(length - prefix.length - 1, DIGITS);
  const sum = [...body].toReversed().reduce((total, digit, i) => {
    const doubled = Number(digit) * (i % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return body + String((10 - (sum % 10)) % 10);
}

/** Fifty kinds of secrets, each with its usual place. */
export const SECRET_CLASSES: readonly SecretClass[] = [
  {
    name: 'bearer header',
    make: opaque(40),
    plant: (to, v) => to.exchange({ requestHeaders: { Authorization: `Bearer ${v}` } }),
  },
  {
    name: 'basic password',
    make: password,
    plant: (to, v) =>
      to.exchange({ requestHeaders: { authorization: `Basic ${base64(`ann:${v}`)}` } }),
  },
  {
    name: 'digest response',
    make: (r) => r.text(32, HEX),
    plant: (to, v) =>
      to.exchange({
        requestHeaders: { authorization: `Digest username="ann", realm="x", response="${v}"` },
      }),
  },
  {
    name: 'proxy authorization',
    make: opaque(32),
    plant: (to, v) => to.exchange({ requestHeaders: { 'Proxy-Authorization': `Bearer ${v}` } }),
  },
  {
    name: 'json web token',
    make: jwt,
    plant: (to, v) => to.console(`[log]session restored ${v} url=https://app.test/`),
  },
  {
    name: 'request cookie',
    make: opaque(28),
    plant: (to, v) =>
      to.exchange({ requestHeaders: { cookie: `theme=dark; app_sess=${v}; lang=en` } }),
  },
  {
    name: 'set-cookie',
    make: opaque(30),
    plant: (to, v) =>
      to.exchange({ responseHeaders: { 'set-cookie': `connect.sid=${v}; Path=/; HttpOnly` } }),
  },
  {
    name: 'cookie array',
    make: opaque(26),
    plant: (to, v) => to.exchange({ cookies: { remember: v } }),
  },
  {
    name: 'api key header',
    make: opaque(36),
    plant: (to, v) => to.exchange({ requestHeaders: { 'X-Api-Key': v } }),
  },
  {
    name: 'unknown random header',
    make: opaque(48),
    plant: (to, v) => to.exchange({ requestHeaders: { 'X-Acme-Gate': v } }),
  },
  {
    name: 'query token',
    make: opaque(32),
    plant: (to, v) =>
      to.exchange({
        url: `https://api.test/v1?access_token=${v}&page=2`,
        query: { access_token: v, page: '2' },
      }),
  },
  {
    name: 'oauth code in query',
    make: opaque(40),
    plant: (to, v) =>
      to.exchange({ url: `https://api.test/cb?code=${v}&state=x`, query: { code: v, state: 'x' } }),
  },
  {
    name: 'storage signature',
    make: (r) => r.text(64, HEX),
    plant: (to, v) =>
      to.exchange({ url: `https://b.test/k.png?X-Amz-Expires=60&X-Amz-Signature=${v}` }),
  },
  {
    name: 'shared access signature',
    make: (r) => r.text(42, ALNUM) + '=',
    plant: (to, v) =>
      to.exchange({ url: `https://b.test/k?sv=2022-11-02&sp=r&sig=${encodeURIComponent(v)}` }),
  },
  {
    name: 'fragment token in redirect',
    make: opaque(40),
    plant: (to, v) =>
      to.exchange({
        responseHeaders: { location: `https://app.test/cb#access_token=${v}&state=x` },
        redirect: `https://app.test/cb#access_token=${v}&state=x`,
      }),
  },
  {
    name: 'urlencoded password',
    make: password,
    plant: (to, v) =>
      to.exchange({
        post: {
          mimeType: 'application/x-www-form-urlencoded',
          text: `user=ann&password=${encodeURIComponent(v)}`,
          params: { user: 'ann', password: v },
        },
      }),
  },
  {
    name: 'json password',
    make: password,
    plant: (to, v) => json({ user: 'ann', password: v }, to),
  },
  {
    name: 'multipart password',
    make: password,
    plant: (to, v) =>
      to.exchange({
        post: {
          mimeType: 'multipart/form-data; boundary=B',
          text: `--B\r\nContent-Disposition: form-data; name="password"\r\n\r\n${v}\r\n--B--`,
        },
      }),
  },
  {
    name: 'graphql variable',
    make: password,
    plant: (to, v) =>
      json(
        {
          query: 'mutation L($i:In!){login(i:$i){id}}',
          variables: { i: { login: 'ann', passwd: v } },
        },
        to,
      ),
  },
  {
    name: 'graphql inline argument',
    make: opaque(18),
    plant: (to, v) =>
      json({ query: `mutation { login(user: "ann", password: "${v}") { id } }` }, to),
  },
  {
    name: 'json in json',
    make: password,
    plant: (to, v) =>
      json({ payload: JSON.stringify({ inner: JSON.stringify({ secret: v }) }) }, to),
  },
  {
    name: 'xml body',
    make: opaque(16),
    plant: (to, v) =>
      to.exchange({
        post: {
          mimeType: 'text/xml',
          text: `<s:Body><wsse:Password Type="x">${v}</wsse:Password></s:Body>`,
        },
      }),
  },
  {
    name: 'refresh token in response',
    make: opaque(44),
    plant: (to, v) => bodyOf({ refresh_token: v, expires_in: 3600 }, to),
  },
  {
    name: 'base64 response',
    make: opaque(40),
    plant: (to, v) =>
      to.exchange({ body: { encoding: 'base64', text: base64(JSON.stringify({ token: v })) } }),
  },
  { name: 'one-time code as string', make: digits(6), plant: (to, v) => json({ otp: v }, to) },
  {
    name: 'one-time code as number',
    make: digits(6),
    plant: (to, v) => json({ otp_code: Number(v) }, to),
  },
  {
    name: 'websocket token',
    make: opaque(40),
    plant: (to, v) =>
      to.exchange({
        frames: [{ type: 'send', opcode: 1, data: JSON.stringify({ op: 'auth', token: v }) }],
      }),
  },
  {
    name: 'card number',
    make: (r) => luhn(r.pick(['4', '51', '6011']), 16, r),
    plant: (to, v) =>
      to.prompt(
        `Pay with ${v.slice(0, 4)} ${v.slice(4, 8)} ${v.slice(8, 12)} ${v.slice(12)} please`,
      ),
  },
  {
    name: 'labelled password',
    make: password,
    plant: (to, v) => to.prompt(`Username: ann\nPassword: ${v}\n`),
  },
  {
    name: 'password in a sentence',
    make: password,
    plant: (to, v) => to.prompt(`Sign in as ann with password ${v} and open the invoices.`),
  },
  {
    name: 'payload in a prompt',
    make: password,
    plant: (to, v) => to.prompt(`Payload: ${JSON.stringify({ username: 'ann', password: v })}`),
  },
  {
    name: 'python dictionary',
    make: opaque(24),
    plant: (to, v) => to.log(`parameters={'login': 'ann', 'api_secret': '${v}'}`),
  },
  {
    name: 'typed password',
    make: password,
    plant: (to, v) =>
      to.response({
        action_type: 'input_text',
        element_id: 'AAAC',
        text: v,
        skyvern_element_data: { attributes: { type: 'password', name: 'pw' } },
      }),
  },
  {
    name: 'typed text of an unknown box',
    make: (r) => word(r) + r.text(3) + '!' + r.text(3, DIGITS),
    plant: (to, v) => to.response({ action_type: 'INPUT_TEXT', id: 'ZZZ9', text: v }),
  },
  {
    name: 'password box value',
    make: password,
    plant: (to, v) =>
      to.html(
        `<input type="password" name="pw" value="${v.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')}">`,
      ),
  },
  {
    name: 'password box in a tree',
    make: password,
    plant: (to, v) =>
      to.tree({ id: 'AAAD', tagName: 'input', attributes: { type: 'password', value: v } }),
  },
  {
    name: 'csrf meta',
    make: opaque(44),
    plant: (to, v) => to.html(`<meta name="csrf-token" content="${v}">`),
  },
  {
    name: 'hidden form token',
    make: opaque(52),
    plant: (to, v) => to.html(`<input type="hidden" name="authenticity_token" value="${v}">`),
  },
  {
    name: 'token in a script',
    make: opaque(32),
    plant: (to, v) => to.html(`<script>window.CONFIG = {authToken: "${v}", lang: "en"}</script>`),
  },
  {
    name: 'private key',
    make: (r) => r.text(64, `${ALNUM}+/`),
    plant: (to, v, r) =>
      to.html(
        `<textarea>-----BEGIN PRIVATE KEY-----\n${v}\n${r.text(64)}\n-----END PRIVATE KEY-----</textarea>`,
      ),
  },
  {
    name: 'authorization in a log',
    make: opaque(40),
    plant: (to, v) => to.log(`headers={'Authorization': 'Bearer ${v}'}`),
  },
  {
    name: 'connection string',
    make: opaque(18),
    plant: (to, v) => to.log(`connect postgres://svc:${v}@db.internal:5432/app`),
  },
  {
    name: 'semicolon connection string',
    make: opaque(18),
    plant: (to, v) => to.log(`Server=db;User Id=svc;Password=${v};Encrypt=true`),
  },
  {
    name: 'environment secret',
    make: (r) => r.text(39, `${ALNUM}/+`) + 'k',
    plant: (to, v) => to.log(`AWS_SECRET_ACCESS_KEY=${v}`),
  },
  {
    name: 'provider key',
    make: (r) =>
      r.pick([
        () => `sk-ant-api03-${r.text(60, URL_SAFE)}`,
        () => `ghp_${r.text(36)}`,
        () => `AKIA${r.text(16, `${UPPER}234567`)}`,
        () => `xoxb-${r.text(12, DIGITS)}-${r.text(24)}`,
        () => `AIza${r.text(35)}`,
        () => `glpat-${r.text(20)}`,
        () => `hf_${r.text(34, LOWER)}`,
      ])(),
    plant: (to, v) => to.log(`using ${v} for provider`),
  },
  {
    name: 'command line',
    make: opaque(20),
    plant: (to, v) => to.log(`+ curl -u ann:${v} https://api.test/x`),
  },
  {
    name: 'extra header of a run',
    make: opaque(40),
    plant: (to, v) => to.api({ run_request: { extra_http_headers: { 'X-Internal-Auth': v } } }),
  },
  {
    name: 'workflow parameter',
    make: password,
    plant: (to, v) => to.api({ parameters: [{ key: 'portal_password', value: v }] }),
  },
  {
    name: 'webhook path',
    make: opaque(24),
    plant: (to, v) =>
      to.api({ webhook_url: `https://hooks.slack.com/services/T0000000/B0000000/${v}` }),
  },
  {
    name: 'stored token',
    make: opaque(48),
    plant: (to, v) =>
      to.api({
        origins: [{ origin: 'https://x.test', localStorage: [{ name: 'auth.refresh', value: v }] }],
      }),
  },
];
