import { describe, expect, it } from 'vitest';
import { checkHar } from '../../src/artifacts/har-conformance.ts';
import { harEntry, harText } from '../support/har-builder.ts';

const check = (entries: readonly unknown[]): ReturnType<typeof checkHar> =>
  checkHar(JSON.parse(harText(entries)));

describe('comparing a HAR with the standard', () => {
  it('finds nothing in what Playwright writes, failures without an answer included', async () => {
    const { errors, errorCount, notes } = await check([harEntry(), harEntry({ status: -1 })]);
    expect(errors).toEqual([]);
    expect(errorCount).toBe(0);
    expect(notes).toEqual([expect.stringContaining('time -1')]);
  });

  it('points at what is wrong', async () => {
    const { errors } = await check([harEntry(), { ...harEntry(), time: null }]);
    expect(errors[0]?.pointer).toBe('/log/entries/1/time');
  });

  it('takes bracketed addresses and far-off cookie dates for habits', async () => {
    const entry = harEntry({ extra: { serverIPAddress: '[::1]' } });
    const cookies = [{ name: 'a', value: 'b', expires: '+275760-09-13T00:00:00.000Z' }];
    const response = { ...Object(entry['response']), cookies };
    const { errorCount, notes } = await check([{ ...entry, response }]);
    expect(errorCount).toBe(0);
    expect(notes.length).toBe(2);
  });

  it('names the first twenty of many and counts all', async () => {
    const wrong = Array.from({ length: 100 }, () => ({ ...harEntry(), time: 'soon' }));
    const { errors, errorCount } = await check(wrong);
    expect(errors.length).toBe(20);
    expect(errorCount).toBe(100);
  });

  it.each([null, 5, [], {}, { log: null }, { log: { entries: 'none' } }])(
    'answers for %j',
    async (document) => {
      expect((await checkHar(document)).errorCount).toBeGreaterThan(0);
    },
  );
});
