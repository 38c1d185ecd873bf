import { describe, expect, it } from 'vitest';
import { artifact, entryOf, fetchFake } from '../support/fetch-fake.ts';
import { HAR_TEXT, PACKED_HAR, zstdBomb } from '../support/packed-har.ts';

const fetchHar = (body: Buffer) =>
  fetchFake({
    artifacts: [artifact('a_1', '', { type: 'har', body, row: { uri: 's3://b/x_har.har.zst' } })],
  });

describe('a HAR as storage keeps it', () => {
  it('is stored as the HAR it is', async () => {
    const fetched = await fetchHar(PACKED_HAR);
    const entry = entryOf(fetched, 'a_1');
    expect(entry).toMatchObject({ state: 'ok', verified: 'trailer', size: HAR_TEXT.length });
    expect(fetched.files.get(entry?.entry ?? '')?.toString()).toBe(HAR_TEXT);
  });

  it.each([
    ['cut off', PACKED_HAR.subarray(0, -9), /could not be unpacked: unexpected EOF/],
    ['a bomb', zstdBomb(64 * 1024 * 1024), /unpacks to far more than any HAR/],
  ])('stays packed, and says why, when it is %s', async (_, body, reason) => {
    const fetched = await fetchHar(body);
    const entry = entryOf(fetched, 'a_1');
    expect(entry).toMatchObject({ state: 'unverified', reason: expect.stringMatching(reason) });
    expect(fetched.files.get(entry?.entry ?? '')?.equals(body)).toBe(true);
  });
});
