import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readHar } from '../../src/artifacts/har.ts';
import { MAX_BODY_CHARS } from '../../src/artifacts/har-body.ts';
import { HAR_SOURCE, harEntry, harText, START_MS } from '../support/har-builder.ts';

const read = (text: string): ReturnType<typeof readHar> => readHar(text, HAR_SOURCE);

describe('a HAR as its exporters write it', () => {
  it('gives one exchange per entry, with its index and times', () => {
    const { value, problems } = read(harText([harEntry(), harEntry({ at: 40, status: 404 })]));
    expect(problems).toEqual([]);
    expect(value?.creator).toBe('Playwright 1.58.2');
    expect(value?.pages).toEqual([{ id: 'page@1', title: 'Shop', startedAtMs: START_MS }]);
    expect(
      value?.exchanges.map(({ index, status, startedAtMs }) => [index, status, startedAtMs]),
    ).toEqual([
      [0, 200, START_MS],
      [1, 404, START_MS + 40],
    ]);
  });

  it('reads a byte order mark, missing pages and times with a zone or without', () => {
    const times = [
      '2026-01-05T10:00:00.5+01:00',
      '2026-01-05T09:00:00.500',
      '2026-01-05T09:00:00.500Z',
    ];
    const entries = times.map((startedDateTime) => harEntry({ extra: { startedDateTime } }));
    const { value } = read(`\uFEFF${harText(entries, { log: { pages: undefined } })}`);
    expect(value?.pages).toEqual([]);
    expect(value?.exchanges.map(({ startedAtMs }) => startedAtMs)).toEqual(
      times.map(() => START_MS + 500),
    );
  });

  it('knows the error texts of Playwright and of Chrome', () => {
    const chrome = harEntry({ status: 0 });
    const response = { ...Object(chrome['response']), _error: 'net::ERR_FAILED' };
    const { value } = read(
      harText([harEntry({ status: -1, failureText: 'net::ERR_ABORTED' }), { ...chrome, response }]),
    );
    expect(value?.exchanges.map(({ failureText }) => failureText)).toEqual([
      'net::ERR_ABORTED',
      'net::ERR_FAILED',
    ]);
  });

  it('takes -1 for unknown, not for a number', () => {
    const [one] = read(harText([harEntry({ status: -1 })])).value?.exchanges ?? [];
    expect(one?.durationMs).toBeUndefined();
    expect(one?.contentSizeBytes).toBeUndefined();
    expect(one?.status).toBe(-1);
  });
});

describe('wrong entries', () => {
  it('cost only themselves, and the indexes stay those of the file', () => {
    const { value, problems } = read(
      harText([harEntry(), null, 7, [], { request: {} }, harEntry()]),
    );
    expect(value?.exchanges.map(({ index }) => index)).toEqual([0, 5]);
    expect(problems).toEqual([
      { code: 'wrong-shape', message: expect.stringContaining('entries 1, 2, 3, 4') },
    ]);
  });

  it('are read as far as they make sense: string statuses, null headers, no response', () => {
    const entry = harEntry({ url: 'https://shop.test/a' });
    const { value } = read(
      harText([
        { ...entry, response: { status: '503', headers: null } },
        { request: { url: 'https://shop.test/b', method: 9 }, response: null, time: 'long' },
      ]),
    );
    expect(value?.exchanges.map(({ status, method }) => [status, method])).toEqual([
      [503, 'GET'],
      [-1, 'GET'],
    ]);
  });

  it('named __proto__ do not reach any prototype', () => {
    read('{"log":{"entries":[{"__proto__":{"polluted":1},"request":{"url":"https://a.test/"}}]}}');
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});

describe('files that are no HAR', () => {
  it.each([
    ['', 'empty'],
    ['<html>', 'not-json'],
    ['[]', 'wrong-shape'],
    ['{"log":{}}', 'wrong-shape'],
    ['{"log":{"version":"1.2"', 'truncated'],
  ])('%j is called by its name', (text, code) => {
    const { value, problems } = read(text);
    expect(value).toBeUndefined();
    expect(problems.map((problem) => problem.code)).toEqual([code]);
  });
});

describe('a file that was cut short', () => {
  it('gives every complete entry and says after which it ends', () => {
    const text = harText([harEntry(), harEntry({ status: 500 }), harEntry()]);
    const { value, problems } = read(text.slice(0, text.lastIndexOf('"startedDateTime"') + 30));
    expect(value?.exchanges.map(({ status }) => status)).toEqual([200, 500]);
    expect(value?.creator).toBe('Playwright 1.58.2');
    expect(problems).toEqual([
      { code: 'truncated', message: expect.stringContaining('after entry 1') },
    ]);
  });

  it('cut anywhere, never loses a complete entry and never throws', () => {
    const whole = harText(
      [harEntry({ body: 'a "quoted" {[ text \\' }), harEntry({ body: 'ü€𐍈' })],
      { indent: 0 },
    );
    const ends = [whole.indexOf('}},"cache"') === -1 ? 0 : 0, whole.length];
    fc.assert(
      fc.property(fc.integer({ min: 1, max: ends[1] ?? 1 }), (length) => {
        const { value } = read(whole.slice(0, length));
        const full = read(whole).value?.exchanges ?? [];
        const kept = value?.exchanges ?? [];
        expect(kept).toEqual(full.slice(0, kept.length));
      }),
    );
  });

  it('with a stray comma is read as far as it holds entries', () => {
    const text = harText([harEntry()]).replace('"entries": [', '"entries": [,');
    const { value, problems } = read(text);
    expect(value?.exchanges.length).toBe(1);
    expect(problems.map(({ code }) => code)).toEqual(['repaired-json']);
  });
});

describe('bodies', () => {
  const bodyOf = (content: object, bodies?: string): unknown => {
    const entry = harEntry();
    const response = { ...Object(entry['response']), content };
    const { value } = read(harText([{ ...entry, response }]));
    expect(value?.bodies).toBe(bodies ?? 'recorded');
    return value?.exchanges[0]?.responseText;
  };

  it('are kept of textual answers, decoded where the recorder packed them', () => {
    expect(bodyOf({ mimeType: 'application/json', text: '{}' })).toBe('{}');
    expect(bodyOf({ mimeType: 'x-unknown', text: 'cG9zdGVk', encoding: 'base64' })).toBe('posted');
  });

  it('are dropped when they are no text', () => {
    expect(bodyOf({ mimeType: 'image/png', text: 'AAAA', encoding: 'base64' })).toBeUndefined();
    expect(bodyOf({ mimeType: 'x-unknown', text: 'AAECAw==', encoding: 'base64' })).toBeUndefined();
  });

  it('are told apart: recorded, omitted, attached', () => {
    expect(bodyOf({ mimeType: 'text/html' }, 'omitted')).toBeUndefined();
    expect(bodyOf({ mimeType: 'text/html', _file: 'a.html' }, 'attached')).toBeUndefined();
  });

  it('are cut at the limit, and say so', () => {
    const body = 'x'.repeat(MAX_BODY_CHARS + 1);
    const [one] =
      read(harText([harEntry({ mimeType: 'text/plain', body })])).value?.exchanges ?? [];
    expect(one?.responseText?.length).toBe(MAX_BODY_CHARS);
    expect(one?.isBodyTruncated).toBe(true);
  });
});
