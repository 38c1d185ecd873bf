/**
 * What the verdicts lose when a kind of artifact is missing: `npm run ablation -- CORPUS`. Every labelled recording is
 * diagnosed in process, whole and with parts of its bundle removed; prints a Markdown table.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagnoseRun } from '../src/diagnosis/diagnose.ts';
import { verifyEvidence } from '../src/diagnosis/verify-evidence.ts';
import { readRun } from '../src/run/read-run.ts';
import { type Label, markOf } from './mark.ts';
import { openRecording } from './recording-source.ts';
import { renderRow, TABLE_HEAD } from './score-table.ts';
import { withoutParts, type Removal } from './without-parts.ts';

const ONLY_RUN_AND_STEPS = new Set(['run', 'task', 'steps', 'version']);
const VARIANTS: readonly (readonly [name: string, removal: Removal])[] = [
  ['everything', {}],
  ['without HAR', { artifacts: /^har$/ }],
  ['without LLM artifacts', { artifacts: /^(?:llm_|hashed_href_map)/ }],
  ['without HTML and trees', { artifacts: /^(?:html|visible_elements)/ }],
  [
    'only run and steps',
    { artifacts: /./, resources: (resource) => !ONLY_RUN_AND_STEPS.has(resource) },
  ],
];

const corpus = process.argv[2];
if (corpus === undefined) throw new Error('usage: npm run ablation -- CORPUS');
const names = readdirSync(corpus).filter((name) => existsSync(join(corpus, name, 'truth.json')));

console.log(TABLE_HEAD);
for (const [variant, removal] of VARIANTS) {
  const marks = [];
  for (const name of names) {
    const label: Label = JSON.parse(readFileSync(join(corpus, name, 'truth.json'), 'utf8'));
    const bundle = withoutParts(await openRecording(join(corpus, name, 'recording')), removal);
    const diagnosis = diagnoseRun(await readRun(bundle));
    const checks = await verifyEvidence(diagnosis, bundle);
    const badPointers = checks.filter(({ problem }) => problem !== undefined).length;
    marks.push(markOf(diagnosis, label, badPointers));
  }
  console.log(renderRow(variant, marks));
}
