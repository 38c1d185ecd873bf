import { crc32 } from 'node:zlib';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { tableCrc32 } from '../../src/bundle/zip/crc32.ts';

test('the checksum in plain JavaScript is the one of zlib, in one go or in parts', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array(), (first, second) => {
      expect(tableCrc32(first)).toBe(crc32(first));
      expect(tableCrc32(second, tableCrc32(first))).toBe(crc32(Buffer.concat([first, second])));
    }),
  );
});
