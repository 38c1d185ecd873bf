import { describe, expect, test } from 'vitest';
import { globBase, globExpression, isGlob } from '../../../src/cli/triage/glob.ts';

describe('a pattern', () => {
  test.each([
    ['runs/*.zip', 'runs/a.zip', true],
    ['runs/*.zip', 'runs/deep/a.zip', false],
    ['runs/**/*.zip', 'runs/a.zip', true],
    ['runs/**/*.zip', 'runs/deep/er/a.zip', true],
    ['**', 'a/b', true],
    ['run?.zip', 'run1.zip', true],
    ['run?.zip', 'run12.zip', false],
    ['run[0-3].zip', 'run2.zip', true],
    ['run[!0-3].zip', 'run2.zip', false],
    ['{a,b}*.zip', 'b7.zip', true],
    ['{a,b}*.zip', 'c7.zip', false],
    ['a+(b).zip', 'a+(b).zip', true],
    ['a.zip', 'aXzip', false],
    ['{a', 'a', true],
  ])('%s on %s is %s', (pattern, path, fits) => {
    expect(globExpression(pattern).test(path)).toBe(fits);
  });

  test.each([
    ['runs/2026-*/x.zip', 'runs'],
    ['/data/*.zip', '/data'],
    ['/*.zip', '/'],
    ['*.zip', ''],
  ])('%s is searched from %j', (pattern, base) => {
    expect(globBase(pattern)).toBe(base);
  });

  test('is told from a plain path', () => {
    expect([isGlob('runs/a.zip'), isGlob('runs/*')]).toEqual([false, true]);
  });
});
