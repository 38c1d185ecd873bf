import { describe, expect, it } from 'vitest';
import { strike } from './strike.ts';
import { FAULTS } from './table/index.ts';

/** The full suite, with more seeds, kills and starved processes, is `npm run test:faults`. */
const CASES = FAULTS.flatMap((fault) => [
  { number: fault.number, title: fault.title, mode: 'once' as const, fault },
  { number: fault.number, title: fault.title, mode: 'always' as const, fault },
]);

describe('fetch survives fault', () => {
  it.each(CASES)('$number: $title, $mode', async ({ fault, mode }) => {
    expect(await strike({ fault, mode, seed: 1 })).toEqual([]);
  });
});
