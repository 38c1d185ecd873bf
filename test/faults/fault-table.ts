import { gzipSync } from 'node:zlib';
import type { EntryState } from '../../src/bundle/manifest.ts';
import { sendBody, sendJson, type Ask } from '../support/fake-skyvern.ts';
import { resetAtOnce, sendRaw } from './raw-http.ts';

/** One way in which getting one artifact goes wrong, and what has to come of it. */
export interface Fault {
  /** Number in the matrix of faults. */
  readonly number: number;
  readonly title: string;
  /** Artifact type; plain text by default. */
  readonly type?: string;
  /** Who gives the bytes out: the API's content endpoint, or a storage service by signed URL. */
  readonly place?: 'content' | 'storage';
  readonly row?: Readonly<Record<string, unknown>>;
  readonly body?: (size: number) => Buffer;
  /** Answers a request that the fault hits; `cut` is a place inside the body. */
  readonly spoil: (ask: Ask, cut: number) => void;
  /** Acceptable states when the fault strikes once, and when it strikes every time. */
  readonly once: readonly EntryState[];
  readonly always: readonly EntryState[];
  /** The fault is one of content, not of requests: later requests see it too. */
  readonly maxRequests?: number;
}

const lost = ['failed'] as const;
const wrong = ['corrupt'] as const;
const fine = ['ok'] as const;

export function textBody(size: number): Buffer {
  return Buffer.from('the quick brown fox '.repeat(Math.ceil(size / 20)).slice(0, size));
}

export function jsonBody(size: number): Buffer {
  return Buffer.from(JSON.stringify({ log: { entries: [], comment: 'x'.repeat(size) } }));
}

export function pngBody(size: number): Buffer {
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
    Buffer.alloc(size, 7),
    Buffer.from('IEND\xae\x42\x60\x82', 'latin1'),
  ]);
}

const gzipped = (ask: Ask): Buffer => gzipSync(ask.artifact.body);
const lengthOf = (bytes: Buffer | number): string =>
  `Content-Length: ${String(typeof bytes === 'number' ? bytes : bytes.length)}`;
const page = Buffer.from('<!doctype html><html><body>Please sign in</body></html>');
const status =
  (
    code: number,
    json: unknown = { detail: 'no' },
    headers: Readonly<Record<string, string>> = {},
  ) =>
  (ask: Ask): void =>
    sendJson(ask.response, code, json, headers);
const xml =
  (code: number, text: string) =>
  (ask: Ask): void => {
    ask.response
      .writeHead(code, { 'content-type': 'application/xml' })
      .end(`<?xml version="1.0"?><Error>${text}</Error>`);
  };
const redirect =
  (location: (ask: Ask) => string | undefined) =>
  (ask: Ask): void => {
    const target = location(ask);
    ask.response.writeHead(302, target === undefined ? {} : { location: target }).end();
  };

/** Made beforehand: making it takes longer than a client of these tests waits. */
const BOMB = gzipSync(Buffer.alloc(200 * 1024 * 1024), { level: 1 });

const CONNECTION: readonly Fault[] = [
  { number: 3, title: 'reset before headers', spoil: resetAtOnce, once: fine, always: lost },
  ...[0, 1, 2, 3].map((quarter): Fault => ({
    number: 4,
    title: `reset mid-body (${String(quarter)})`,
    spoil: (ask) => {
      const { body } = ask.artifact;
      const at = [0, 1, Math.floor(body.length / 2), body.length - 1][quarter] ?? 0;
      sendRaw(ask, [lengthOf(body)], body.subarray(0, at), 'reset');
    },
    once: fine,
    always: lost,
  })),
  {
    number: 5,
    title: 'shorter than Content-Length',
    spoil: (ask, cut) =>
      sendRaw(ask, [lengthOf(ask.artifact.body)], ask.artifact.body.subarray(0, cut)),
    once: fine,
    always: lost,
  },
  {
    number: 6,
    title: 'longer than Content-Length',
    spoil: (ask, cut) => sendRaw(ask, [lengthOf(cut)], ask.artifact.body),
    once: fine,
    always: ['unverified', 'corrupt', 'failed'],
  },
  {
    number: 6,
    title: 'longer than Content-Length, size unknown',
    row: { file_size: null },
    spoil: (ask, cut) => sendRaw(ask, [lengthOf(cut)], ask.artifact.body),
    once: fine,
    always: ['corrupt', 'failed'],
  },
  {
    number: 7,
    title: 'chunked without final chunk',
    spoil: (ask, cut) =>
      sendRaw(
        ask,
        ['Transfer-Encoding: chunked'],
        Buffer.concat([
          Buffer.from(`${cut.toString(16)}\r\n`),
          ask.artifact.body.subarray(0, cut),
          Buffer.from('\r\n'),
        ]),
      ),
    once: fine,
    always: lost,
  },
  {
    number: 8,
    title: 'close-delimited and short, size listed',
    spoil: (ask, cut) => sendRaw(ask, [], ask.artifact.body.subarray(0, cut)),
    once: fine,
    always: wrong,
  },
  {
    number: 9,
    title: 'close-delimited, no size anywhere',
    row: { file_size: null },
    spoil: (ask) => sendRaw(ask, [], ask.artifact.body),
    once: fine,
    always: fine,
  },
  {
    number: 9,
    title: 'close-delimited and short, format knows its end',
    type: 'har',
    body: jsonBody,
    row: { file_size: null },
    spoil: (ask, cut) => sendRaw(ask, [], ask.artifact.body.subarray(0, cut)),
    once: fine,
    always: wrong,
  },
  {
    number: 9,
    title: 'close-delimited and short image',
    type: 'screenshot_final',
    body: pngBody,
    row: { file_size: null },
    spoil: (ask, cut) => sendRaw(ask, [], ask.artifact.body.subarray(0, cut)),
    once: fine,
    always: wrong,
  },
  {
    number: 41,
    title: 'silent instead of headers',
    spoil: () => undefined,
    once: fine,
    always: lost,
  },
  { number: 41, title: 'trickling body', spoil: (ask) => trickle(ask), once: fine, always: lost },
];

const ENCODINGS: readonly Fault[] = [
  {
    number: 10,
    title: 'gzip cut, Content-Length matches',
    spoil: (ask) =>
      sendBody(ask.response, gzipped(ask).subarray(0, -6), { 'content-encoding': 'gzip' }),
    once: fine,
    always: wrong,
  },
  {
    number: 11,
    title: 'gzip with wrong CRC',
    spoil: (ask) =>
      sendBody(ask.response, withWrongCrc(gzipped(ask)), { 'content-encoding': 'gzip' }),
    once: fine,
    always: wrong,
  },
  {
    number: 11,
    title: 'gzip with trailing garbage',
    spoil: (ask) =>
      sendBody(ask.response, Buffer.concat([gzipped(ask), Buffer.from('garbage')]), {
        'content-encoding': 'gzip',
      }),
    once: fine,
    always: ['ok', 'corrupt'],
  },
  {
    number: 12,
    title: 'two gzip members',
    spoil: (ask, cut) =>
      sendBody(
        ask.response,
        Buffer.concat([
          gzipSync(ask.artifact.body.subarray(0, cut)),
          gzipSync(ask.artifact.body.subarray(cut)),
        ]),
        { 'content-encoding': 'gzip' },
      ),
    once: fine,
    always: fine,
  },
  {
    number: 13,
    title: 'fifty encodings',
    spoil: (ask) =>
      sendBody(ask.response, gzipped(ask), {
        'content-encoding': Array.from({ length: 50 }, () => 'gzip').join(', '),
      }),
    once: wrong,
    always: wrong,
  },
  {
    number: 14,
    title: 'gzip bomb',
    spoil: (ask) => sendBody(ask.response, BOMB, { 'content-encoding': 'gzip' }),
    once: wrong,
    always: wrong,
  },
  {
    number: 15,
    title: 'zstd from storage',
    type: 'har',
    place: 'storage',
    body: jsonBody,
    row: { uri: 's3://bucket/x_har.har.zst' },
    spoil: (ask) =>
      sendBody(
        ask.response,
        Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), Buffer.alloc(40)]),
      ),
    once: ['ok', 'unverified'],
    always: ['unverified'],
  },
  {
    number: 42,
    title: 'body without end',
    row: { file_size: null },
    spoil: (ask) => flood(ask),
    once: wrong,
    always: wrong,
  },
];

const CONTENT: readonly Fault[] = [
  ...(
    [
      'har',
      'screenshot_llm',
      'trace',
      'llm_response',
      'visible_elements_tree',
      'recording',
    ] as const
  ).map((type): Fault => ({
    number: 16,
    title: `HTML page instead of ${type}`,
    type,
    row: { file_size: null },
    body:
      type === 'har' || type.startsWith('llm') || type.startsWith('visible')
        ? jsonBody
        : type === 'trace'
          ? zipLike
          : pngBody,
    spoil: (ask) => sendBody(ask.response, page, { 'content-type': 'text/html' }),
    once: fine,
    always: wrong,
  })),
  {
    number: 16,
    title: 'XML error instead of a HAR',
    type: 'har',
    body: jsonBody,
    row: { file_size: null },
    spoil: (ask) => sendBody(ask.response, Buffer.from('<?xml version="1.0"?><Error/>')),
    once: fine,
    always: wrong,
  },
  {
    number: 17,
    title: 'empty body',
    spoil: (ask) => sendBody(ask.response, Buffer.alloc(0)),
    once: fine,
    always: wrong,
  },
  {
    number: 17,
    title: 'empty body, listed as empty',
    body: () => Buffer.alloc(0),
    spoil: (ask) => sendBody(ask.response, Buffer.alloc(0)),
    once: ['empty'],
    always: ['empty'],
  },
  {
    number: 18,
    title: '204',
    spoil: (ask) => void ask.response.writeHead(204).end(),
    once: fine,
    always: lost,
  },
  {
    number: 18,
    title: '206 that nobody asked for',
    spoil: (ask, cut) =>
      void ask.response
        .writeHead(206, {
          'content-length': cut,
          'content-range': `bytes 0-${String(cut - 1)}/${String(ask.artifact.body.length)}`,
        })
        .end(ask.artifact.body.subarray(0, cut)),
    once: fine,
    always: lost,
  },
  {
    number: 32,
    title: 'null signed_url',
    row: { signed_url: null },
    spoil: (ask) => sendBody(ask.response, ask.artifact.body),
    once: fine,
    always: fine,
  },
  {
    number: 34,
    title: 'unknown type, extra fields, no dates',
    type: 'hologram',
    row: { created_at: undefined, novelty: { deep: [1] } },
    spoil: (ask) => sendBody(ask.response, ask.artifact.body),
    once: fine,
    always: fine,
  },
];

const STATUSES: readonly Fault[] = [
  {
    number: 19,
    title: '429 with Retry-After',
    spoil: status(429, { detail: 'slow down' }, { 'retry-after': '2' }),
    once: fine,
    always: lost,
  },
  {
    number: 20,
    title: '429 with a date by a clock three hours ahead',
    spoil: (ask) => sendJson(ask.response, 429, {}, inTwoSecondsByWrongClock()),
    once: fine,
    always: lost,
  },
  {
    number: 21,
    title: '429 for a day',
    spoil: status(429, {}, { 'retry-after': '86400' }),
    once: lost,
    always: lost,
    maxRequests: 1,
  },
  { number: 22, title: '429 without header', spoil: status(429), once: fine, always: lost },
  ...[500, 502, 503, 504].map((code): Fault => ({
    number: 23,
    title: String(code),
    spoil: status(code, { error: 'Unexpected error: X' }),
    once: fine,
    always: lost,
    maxRequests: 8,
  })),
  {
    number: 29,
    title: 'InvalidObjectState',
    place: 'storage',
    spoil: xml(403, '<Code>InvalidObjectState</Code>'),
    once: ['archived'],
    always: ['archived'],
  },
  {
    number: 29,
    title: 'listed as archived',
    row: { archived: true },
    spoil: status(404),
    once: ['archived'],
    always: ['archived'],
    maxRequests: 0,
  },
  {
    number: 30,
    title: '404',
    spoil: status(404, { detail: 'Artifact content not available' }),
    once: ['missing'],
    always: ['missing'],
    maxRequests: 1,
  },
];

const EXPIRY: readonly Fault[] = [
  ...(
    [
      [24, 403, '<Code>AccessDenied</Code><Message>Request has expired</Message>'],
      [28, 400, '<Code>ExpiredToken</Code>'],
      [28, 403, '<Code>AuthenticationFailed</Code>Signature not valid in the specified time frame'],
    ] as const
  ).map(([number, code, text]): Fault => ({
    number,
    title: `${String(code)} ${text.slice(6, 26)}`,
    place: 'storage',
    spoil: xml(code, text),
    once: fine,
    always: ['expired'],
    maxRequests: 4,
  })),
  {
    number: 28,
    title: 'content URL expired',
    row: { signed_url: '{api}/v1/artifacts/a_f28-sig/content?expiry=1&kid=k&sig=s' },
    spoil: (ask) =>
      ask.url.searchParams.has('sig')
        ? sendJson(ask.response, 403, { detail: 'Invalid or expired artifact URL' })
        : sendBody(ask.response, ask.artifact.body),
    once: fine,
    always: fine,
  },
  {
    number: 26,
    title: 'drops in mid-download, then expired',
    place: 'storage',
    spoil: (ask, cut) =>
      ask.attempt % 2 === 1
        ? sendRaw(ask, [lengthOf(ask.artifact.body)], ask.artifact.body.subarray(0, cut), 'reset')
        : xml(403, 'Request has expired')(ask),
    once: fine,
    always: ['expired', 'failed'],
  },
  {
    number: 27,
    title: 'denied without a word of expiry',
    place: 'storage',
    spoil: xml(403, '<Code>AccessDenied</Code>'),
    once: fine,
    always: lost,
    maxRequests: 2,
  },
];

const REDIRECTS: readonly Fault[] = [
  {
    number: 37,
    title: 'redirect on the same origin',
    spoil: redirect((ask) => (ask.url.search === '' ? `${ask.url.pathname}?again=1` : undefined)),
    once: fine,
    always: ['refused'],
  },
  {
    number: 37,
    title: 'redirect to another origin',
    spoil: (ask) =>
      ask.url.pathname.startsWith('/bucket')
        ? sendBody(ask.response, ask.artifact.body)
        : redirect((one) => `${one.server.storageUrl}/bucket/${one.artifact.id}`)(ask),
    once: fine,
    always: fine,
  },
  {
    number: 37,
    title: 'redirect loop',
    spoil: redirect((ask) => ask.url.pathname),
    once: fine,
    always: ['refused'],
  },
  ...(
    ['file:///etc/passwd', 'data:text/plain,hello', 'ftp://127.0.0.1/x', 'http://['] as const
  ).map((location): Fault => ({
    number: 37,
    title: `redirect to ${location.slice(0, 8)}`,
    spoil: redirect(() => location),
    once: ['refused'],
    always: ['refused'],
  })),
  {
    number: 37,
    title: 'redirect to nowhere',
    spoil: redirect(() => undefined),
    once: ['refused'],
    always: ['refused'],
  },
  {
    number: 38,
    title: 'redirect away and back',
    spoil: (ask) =>
      ask.url.pathname.startsWith('/bucket')
        ? redirect((one) => `${one.server.apiUrl}/v1/artifacts/${one.artifact.id}/content`)(ask)
        : redirect((one) => `${one.server.storageUrl}/bucket/${one.artifact.id}`)(ask),
    once: lost,
    always: ['failed', 'refused'],
  },
  {
    number: 39,
    title: 'storage asks for a password and sets cookies',
    place: 'storage',
    spoil: status(401, {}, { 'www-authenticate': 'Basic realm="x"', 'set-cookie': 'id=1' }),
    once: lost,
    always: lost,
  },
  {
    number: 40,
    title: 'signed URL of the metadata service',
    row: { signed_url: 'http://169.254.169.254/latest/meta-data/' },
    spoil: status(404),
    once: ['refused'],
    always: ['refused'],
  },
  {
    number: 40,
    title: 'signed URL with data:',
    row: { signed_url: 'data:text/plain,hello' },
    spoil: status(404),
    once: ['refused'],
    always: ['refused'],
  },
  {
    number: 1,
    title: 'connection refused',
    row: { signed_url: 'http://127.0.0.1:1/x' },
    spoil: status(404),
    once: lost,
    always: lost,
  },
  {
    number: 1,
    title: 'connection refused, content endpoint works',
    row: { signed_url: 'http://127.0.0.1:1/x' },
    spoil: (ask) => sendBody(ask.response, ask.artifact.body),
    once: fine,
    always: fine,
  },
  {
    number: 2,
    title: 'no such host',
    row: { signed_url: 'http://storage.invalid/x' },
    spoil: status(404),
    once: lost,
    always: lost,
  },
];

export const FAULTS: readonly Fault[] = [
  ...CONNECTION,
  ...ENCODINGS,
  ...CONTENT,
  ...STATUSES,
  ...EXPIRY,
  ...REDIRECTS,
];

function zipLike(size: number): Buffer {
  return Buffer.concat([
    Buffer.from('PK\u0003\u0004'),
    Buffer.alloc(size),
    Buffer.from('PK\u0005\u0006'),
    Buffer.alloc(18),
  ]);
}

function withWrongCrc(packed: Buffer): Buffer {
  const spoilt = Buffer.from(packed);
  spoilt.writeUInt8(spoilt.readUInt8(spoilt.length - 8) ^ 1, spoilt.length - 8);
  return spoilt;
}

function flood(ask: Ask): void {
  ask.response.writeHead(200, { 'content-type': 'text/plain' });
  const chunk = Buffer.alloc(64 * 1024, 120);
  const pour = (): void => {
    while (!ask.response.destroyed && ask.response.write(chunk));
  };
  ask.response.on('drain', pour);
  pour();
}

function trickle(ask: Ask): void {
  ask.response.writeHead(200, { 'content-length': ask.artifact.body.length });
  const timer = setInterval(() => ask.response.write('x'), 20);
  ask.response.on('close', () => clearInterval(timer));
}

function inTwoSecondsByWrongClock(): Readonly<Record<string, string>> {
  const aheadMs = Date.now() + 3 * 3_600_000;
  return {
    date: new Date(aheadMs).toUTCString(),
    'retry-after': new Date(aheadMs + 2000).toUTCString(),
  };
}
