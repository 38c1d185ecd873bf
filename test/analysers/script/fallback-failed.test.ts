import { expect, test } from 'vitest';
import { fallbackFailed } from '../../../src/analysers/script/fallback-failed.ts';
import { blockWith, runWith } from '../../support/run-builder.ts';

function codes(status: string, usedScriptFallback: boolean | undefined): readonly string[] {
  const result = fallbackFailed.run(
    runWith({ blocks: [blockWith({ status, usedScriptFallback })] }),
  );
  return 'cannotTell' in result ? [] : result.map(({ code }) => code);
}

test('a script that handed over to an agent which reached the end is out of date', () => {
  expect(codes('completed', true)).toEqual(['script.selector_rot']);
});

test('a hand-over that ended badly is a failed fallback', () => {
  expect(codes('failed', true)).toEqual(['script.fallback_failed']);
});

test.each([false, undefined])('without a hand-over there is nothing to say (%s)', (used) => {
  expect(codes('failed', used)).toEqual([]);
});
