/**
 * Measures the tree comparison: `npm run build && npx tsx bench/changes.ts PAIRS` scores a folder of labelled pairs, and times built trees without one.
 * A pair is a folder with before.json, after.json (trimmed: before_trimmed.json, after_trimmed.json) and truth.json.
 */
import { buildBigPair, hardCases } from './changes-cases.ts';
import { scoreFolder } from './changes-score.ts';
import { timeCase } from './changes-time.ts';
import { isBuilt } from './changes-under-test.ts';

if (!isBuilt)
  console.error('dist/ is missing: run npm run build first, or read the times as upper bounds');
const folder = process.argv[2];
if (folder !== undefined) {
  console.log(
    '| trees | pairs exact | matched F1 micro, mean | added | removed | changed | moved |',
  );
  console.log('|---|---|---|---|---|---|---|');
  for (const kind of ['full', 'trimmed'] as const) console.log(scoreFolder(folder, kind));
}

console.log('\n| case | nodes | JSON.parse of both ms | diffTrees ms | ratio | operations |');
console.log('|---|---|---|---|---|---|');
for (const nodes of [2_000, 20_000]) {
  for (const rate of [0.01, 0.05, 0.2, 0.5])
    console.log(timeCase(`${rate * 100} % changed`, buildBigPair(nodes, rate)));
}
for (const [name, pair] of hardCases(20_000)) console.log(timeCase(name, pair));
