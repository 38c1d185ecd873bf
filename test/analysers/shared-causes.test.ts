import { expect, it } from 'vitest';
import { ANALYSERS, findingInfo } from '../../src/analysers/index.ts';

it('gives a cause one wording, whichever check reports it', () => {
  const reported = ANALYSERS.flatMap((analyser) => Object.entries(analyser.findings));
  expect(reported.length).toBeGreaterThan(ANALYSERS.length);
  const strangers = reported.filter(([code, info]) => findingInfo(code) !== info);
  expect(strangers.map(([code]) => code)).toEqual([]);
});
