import { expect, test } from 'vitest';
import { objectSource } from '../../src/bundle/memory-source.ts';
import { readManifest } from '../../src/bundle/read-manifest.ts';
import { artifact, manifestText } from './zip-of.ts';

function problemsOf(artifacts: readonly unknown[], entries: Readonly<Record<string, string>>) {
  const manifest = readManifest(new TextEncoder().encode(manifestText({ artifacts })));
  return objectSource({ manifest, entries }).problems;
}

test('a bundle that holds what it names has no problems', () => {
  const artifacts = [artifact('a.txt', { size: 1 }), artifact(null, { state: 'expired' })];
  expect(problemsOf(artifacts, { 'a.txt': 'a' })).toEqual([]);
});

test('lost, changed and unnamed entries are told', () => {
  const artifacts = [artifact('lost.txt'), artifact('changed.txt', { size: 7 })];
  expect(problemsOf(artifacts, { 'changed.txt': 'a', 'new.txt': 'b' })).toEqual([
    '"lost.txt" is named in the manifest but not in the bundle',
    '"changed.txt" has 1 bytes, the manifest says 7',
    '"new.txt" is in the bundle but not in the manifest',
  ]);
});

test('a name in the manifest cannot act on a terminal', () => {
  expect(problemsOf([artifact('a\u001b[2J\n\u202e')], {})).toEqual([
    '"a\\u{1b}[2J\\u{a}\\u{202e}" is named in the manifest but not in the bundle',
  ]);
});

test('of many problems of one kind only the first hundred are told', () => {
  const artifacts = Array.from({ length: 250 }, (_, index) => artifact(`${String(index)}.txt`));
  const problems = problemsOf(artifacts, {});
  expect(problems).toHaveLength(101);
  expect(problems.at(-1)).toBe('… and 150 more of the same kind');
});
