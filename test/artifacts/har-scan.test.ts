import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readHar } from '../../src/artifacts/har.ts';
import { readHarStream } from '../../src/artifacts/har-scan.ts';
import { HAR_SOURCE, harEntry, harText } from '../support/har-builder.ts';

const encoder = new TextEncoder();

async function* pieces(bytes: Uint8Array, sizeBytes: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += sizeBytes) {
    yield bytes.subarray(start, start + sizeBytes);
  }
}

const scan = (text: string, sizeBytes: number): ReturnType<typeof readHarStream> =>
  readHarStream(pieces(encoder.encode(text), sizeBytes), HAR_SOURCE);

describe('reading a HAR as a stream', () => {
  it('gives what reading it whole gives, wherever the pieces are cut', async () => {
    const body = fc.string({ unit: fc.constantFrom('"', '\\', '{', ']', 'é', '𐍈', 'x', ',') });
    await fc.assert(
      fc.asyncProperty(
        fc.array(body, { maxLength: 4 }),
        fc.integer({ min: 1, max: 99 }),
        async (bodies, size) => {
          const entries = bodies.map((text) => harEntry({ mimeType: 'text/plain', body: text }));
          const text = harText([...entries, null, harEntry()]);
          expect(await scan(text, size)).toEqual(readHar(text, HAR_SOURCE));
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([1, 1000, 65_536])(
    'leaves out a body too long to keep, in pieces of %i bytes',
    async (size) => {
      const long = `{"a":"\\"${'y\\n'.repeat(20_000)}"}`;
      const text = harText([
        harEntry({ body: long, mimeType: 'text/html' }),
        harEntry({ status: 500 }),
      ]);
      const { value, problems } = await scan(text, size);
      expect(problems).toEqual([]);
      expect(
        value?.exchanges.map(({ status, isBodyTruncated, responseText }) => [
          status,
          isBodyTruncated,
          responseText,
        ]),
      ).toEqual([
        [200, true, undefined],
        [500, false, undefined],
      ]);
    },
  );

  it('keeps what the rule keeps and asks it of every entry', async () => {
    const heads: number[] = [];
    const text = harText([harEntry(), harEntry({ status: 404 }), harEntry({ status: 500 })]);
    const { value } = await readHarStream(pieces(encoder.encode(text), 100), HAR_SOURCE, {
      keep: {
        wants: ({ status }) => heads.push(status) > 0 && status >= 400,
        keep: (exchange) => (exchange.status === 500 ? exchange : undefined),
      },
    });
    expect(heads).toEqual([200, 404, 500]);
    expect(value?.exchanges.map(({ index }) => index)).toEqual([2]);
  });

  it('says that a file was cut, has wrong bytes or is empty', async () => {
    const text = harText([harEntry(), harEntry()]);
    const cut = await scan(text.slice(0, text.length - 300), 64);
    expect(cut.problems.map(({ code }) => code)).toEqual(['truncated']);
    const bytes = encoder.encode(harText([harEntry({ url: 'https://shop.test/?' })]));
    bytes[bytes.indexOf('?'.charCodeAt(0))] = 0xff;
    const wrong = await readHarStream(pieces(bytes, 50), HAR_SOURCE);
    expect(wrong.problems.map(({ code }) => code)).toEqual(['bad-encoding']);
    expect((await scan('', 1)).problems.map(({ code }) => code)).toEqual(['empty']);
  });

  it('reads a byte order mark and a list of entries that is empty', async () => {
    const { value, problems } = await scan(`\uFEFF${harText([])}`, 7);
    expect(value?.exchanges).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('is not misled by keys and strings that look like the list of entries', async () => {
    const log = {
      comment: '"entries": [',
      _custom: { entries: [1, 2] },
      browser: { name: 'entries' },
    };
    const { value } = await scan(harText([harEntry()], { log }), 11);
    expect(value?.exchanges.length).toBe(1);
  });
});
