import { diffTrees } from './changes-under-test.ts';
import type { ElementNode } from '../src/run/run.ts';
import type { BuiltPair } from './changes-cases.ts';

const ROUNDS = 15;
const SOURCE = {
  kind: 'artifact',
  artifactId: 'a_1',
  artifactType: 'visible_elements_tree',
  entry: 'tree.json',
} as const;

/** One row: medians of warm rounds, each on freshly parsed trees. */
export function timeCase(name: string, pair: BuiltPair): string {
  const parseMs: number[] = [];
  const diffMs: number[] = [];
  let operations = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    const before: readonly ElementNode[] = JSON.parse(pair.before);
    const after: readonly ElementNode[] = JSON.parse(pair.after);
    const parsed = performance.now();
    const diff = diffTrees({ source: SOURCE, roots: before }, { source: SOURCE, roots: after });
    const done = performance.now();
    parseMs.push(parsed - start);
    diffMs.push(done - parsed);
    operations = diff.added.length + diff.removed.length + diff.moved.length;
    for (const change of diff.changed) operations += change.fields.length;
  }
  const parse = median(parseMs);
  const diff = median(diffMs);
  return `| ${name} | ${pair.nodes} | ${parse.toFixed(1)} | ${diff.toFixed(1)} | ${(diff / parse).toFixed(2)} | ${operations} |`;
}

function median(values: readonly number[]): number {
  return [...values].toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
