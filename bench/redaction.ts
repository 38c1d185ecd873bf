/**
 * Checks on a corpus that a redacted bundle yields the findings of the raw one: `npm run bench:redaction -- CORPUS [NAME…]`.
 * Ends with `N passed, N failed`.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { compareShared } from '../test/leaks/compare-shared.ts';
import { openRecording } from './recording-source.ts';

const [corpus, ...wanted] = process.argv.slice(2);
if (corpus === undefined) throw new Error('usage: npm run bench:redaction -- CORPUS [NAME…]');
const names = readdirSync(corpus, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && (wanted.length === 0 || wanted.includes(entry.name)))
  .map(({ name }) => name);

let failed = 0;
let removed = 0;
let slowestMs = 0;
for (const name of names) {
  const startedMs = performance.now();
  const { shared, differences } = await compareShared(
    await openRecording(join(corpus, name, 'recording')),
  );
  const tookMs = performance.now() - startedMs;
  slowestMs = Math.max(slowestMs, tookMs);
  removed += shared.redactions.reduce((sum, { count }) => sum + count, 0);
  const unread = shared.omitted.filter(
    ({ reason }) => !/^a (?:picture|film|container)/.test(reason),
  );
  for (const { entry, reason } of unread) console.log(`${name}: left out ${entry}: ${reason}`);
  if (differences.length === 0) continue;
  failed += 1;
  console.log(`${name}:\n  ${differences.slice(0, 10).join('\n  ')}`);
}
console.log(`${removed} secrets removed, slowest run ${Math.round(slowestMs)} ms`);
console.log(`${names.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
