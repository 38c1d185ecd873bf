/**
 * Measures the fingerprint on a corpus: `npm run bench:clusters -- CORPUS`. Every failing run is rewritten twice (ids, dates,
 * ports, hashes) and must meet its original again; all together are compared, pair by pair, with the labels (cause and site).
 * Every report for machines is checked for its form on the way.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { triageEntry } from '../src/compare/cluster.ts';
import type { BundleSource } from '../src/bundle/source.ts';
import { diagnoseRun } from '../src/diagnosis/diagnose.ts';
import { renderCtrf } from '../src/reporters/ctrf.ts';
import { renderGitlab } from '../src/reporters/gitlab.ts';
import { renderJunit } from '../src/reporters/junit.ts';
import { renderSarif } from '../src/reporters/sarif.ts';
import { readRun } from '../src/run/read-run.ts';
import { registrableDomain } from '../src/support/registrable-domain.ts';
import {
  ctrfShape,
  gitlabShape,
  readJunit,
  sarifShape,
} from '../test/support/machine-format-shapes.ts';
import { openRecording } from './recording-source.ts';
import { rewriteSource } from './rewrite-source.ts';

const TURNS = [1, 2];
const FLOOR = 0.95;

interface Sample {
  readonly label: string;
  readonly fingerprint: string;
}

const [corpus] = process.argv.slice(2);
if (corpus === undefined) throw new Error('usage: npm run bench:clusters -- CORPUS');
const samples: Sample[] = [];
let strayed = 0;
let runs = 0;
let malformed = 0;

for (const name of readdirSync(corpus).toSorted()) {
  const truthFile = join(corpus, name, 'truth.json');
  if (!existsSync(truthFile)) continue;
  const truth: { readonly cause: string | null } = JSON.parse(readFileSync(truthFile, 'utf8'));
  const source = await openRecording(join(corpus, name, 'recording'));
  const original = await fingerprint(source, name);
  runs += 1;
  const label = `${truth.cause ?? 'healthy'} ${await siteOf(source)}`;
  if (truth.cause !== null) samples.push({ label, fingerprint: original.fingerprint });
  for (const turn of TURNS) {
    const again = await fingerprint(await rewriteSource(source, turn), name);
    if (truth.cause !== null) samples.push({ label, fingerprint: again.fingerprint });
    if (again.fingerprint === original.fingerprint) continue;
    strayed += 1;
    console.log(
      `${name}: ${original.components.join(' · ')}\n    now ${again.components.join(' · ')}`,
    );
  }
}

const { precision, recall } = pairwise(samples);
console.log(`${runs} runs, each rewritten ${TURNS.length} times`);
console.log(
  `back in their own cluster: ${runs * TURNS.length - strayed} of ${runs * TURNS.length}`,
);
console.log(
  `pairs, against cause and site: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`,
);
console.log(`reports out of form: ${malformed}`);
process.exitCode =
  strayed === 0 && malformed === 0 && precision >= FLOOR && recall >= FLOOR ? 0 : 1;

async function fingerprint(source: BundleSource, name: string) {
  const diagnosis = diagnoseRun(await readRun(source));
  try {
    ctrfShape.parse(JSON.parse(renderCtrf(diagnosis)));
    sarifShape.parse(JSON.parse(renderSarif(diagnosis)));
    gitlabShape.parse(JSON.parse(renderGitlab(diagnosis)));
    readJunit(renderJunit(diagnosis));
  } catch (error) {
    malformed += 1;
    console.log(`${name}: ${String(error)}`);
  }
  return triageEntry(name, diagnosis);
}

/** The site a run was about, from the API's answers alone. */
async function siteOf(source: BundleSource): Promise<string> {
  for (const { entry } of source.manifest.resources) {
    if (entry === null) continue;
    const text = Buffer.from(await source.readBytes(entry)).toString();
    const url = /"(?:url|navigation_url|complete_url)":\s*"(https?:\/\/[^"]+)"/.exec(text)?.[1];
    if (url !== undefined) return registrableDomain(url) ?? url;
  }
  return '';
}

function pairwise(all: readonly Sample[]): {
  readonly precision: number;
  readonly recall: number;
} {
  let together = 0;
  let belong = 0;
  let both = 0;
  for (const [index, one] of all.entries())
    for (const other of all.slice(index + 1)) {
      const isTogether = one.fingerprint === other.fingerprint;
      const isOne = one.label === other.label;
      together += Number(isTogether);
      belong += Number(isOne);
      both += Number(isTogether && isOne);
    }
  return { precision: both / Math.max(1, together), recall: both / Math.max(1, belong) };
}
