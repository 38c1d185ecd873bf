import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestOf, keyedDigest, redactionKey } from '../../src/redact/keyed-digest.ts';

describe('keyed digests', () => {
  it('equal the platform’s SHA-256', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        expect(digestOf(text)).toBe(createHash('sha256').update(text).digest('hex'));
      }),
    );
  });

  it('equal the platform’s HMAC, with keys on both sides of the block size', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 90 }), fc.string({ maxLength: 90 }), (key, text) => {
        expect(keyedDigest(key, text)).toBe(createHmac('sha256', key).update(text).digest('hex'));
      }),
    );
  });

  it('give a bundle one key, whatever the order of its digests', () => {
    expect(redactionKey(['b', 'a'])).toBe(redactionKey(['a', 'b']));
    expect(redactionKey(['a', 'b'])).not.toBe(redactionKey(['a', 'c']));
  });
});
