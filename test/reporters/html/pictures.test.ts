import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderHtml } from '../../../src/reporters/html.ts';
import { base64 } from '../../../src/reporters/html/base64.ts';
import { readPicture } from '../../../src/reporters/html/picture-data.ts';
import { longRun, pictureOf } from '../stories/long-run.ts';
import { refusedSubmit } from '../stories/refused-submit.ts';

const PNG_HEAD = [
  0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 5, 0,
  0, 0, 3, 0x20,
];

/** Bytes that begin as a PNG of 1280 × 800 does. */
function png(sizeBytes: number, fill = 7): Uint8Array {
  const bytes = new Uint8Array(sizeBytes).fill(fill);
  bytes.set(PNG_HEAD);
  return bytes;
}

test('base64 is what Node makes of the same bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(base64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
    }),
  );
});

describe('a picture', () => {
  test('is known by its first bytes', () => {
    expect(readPicture(png(40))).toMatchObject({
      width: 1280,
      height: 800,
      uri: expect.stringMatching(/^data:image\/png;base64,/),
    });
    expect(readPicture(new Uint8Array([0xff, 0xd8, 0xff, 0xe0]))?.uri).toMatch(
      /^data:image\/jpeg;base64,/,
    );
  });

  test.each([
    'data:image/svg+xml;base64,AAAA',
    'data:text/html,x',
    'javascript:alert(1)',
    'https://evil.example/x.png',
    'data:image/png;base64,AA" onload="x',
  ])('is never made of %s', (text) => expect(readPicture(text)).toBeUndefined());

  test('is never made of bytes of another kind', () => {
    expect(readPicture(new TextEncoder().encode('<svg onload="alert(1)">'))).toBeUndefined();
    expect(readPicture(new Uint8Array())).toBeUndefined();
  });
});

test('a picture used twice is embedded once', () => {
  const images = new Map([['artifacts/step-3.png', png(3000)]]);
  const report = renderHtml(refusedSubmit, { images });
  expect(report.match(/data:image\/png/g)).toHaveLength(1);
  expect(report.match(/data-same-as="picture-1"/g)?.length).toBeGreaterThan(0);
});

test('the element of the action is boxed on its picture', () => {
  const report = renderHtml(refusedSubmit, {
    images: new Map([['artifacts/step-3.png', png(300)]]),
  });
  expect(report).toMatch(/<rect x="0.061" y="0.592" width="0.125" height="0.075"/);
});

test('beyond the budget the pictures far from the decisive step are left out, and the report says so', () => {
  const story = longRun(40);
  const images = new Map(
    Array.from({ length: 40 }, (_, index) => [pictureOf(index), png(60_000, index)] as const),
  );
  const report = renderHtml(story, { images, maxSizeBytes: 1_000_000 });
  const bytes = new TextEncoder().encode(report).length;
  const kept = report.match(/data:image\/png/g)?.length ?? 0;
  expect(bytes).toBeLessThanOrEqual(1_000_000);
  expect(bytes).toBeGreaterThan(800_000);
  expect(report).toContain(`${40 - kept} pictures left out`);
  for (const index of [29, 30, 31]) expect(report).toContain(base64(png(60_000, index)));
});
