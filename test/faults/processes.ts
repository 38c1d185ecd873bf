import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  sendBody,
  startFakeSkyvern,
  type FakeArtifact,
  type FakeSkyvern,
} from '../support/fake-skyvern.ts';
import { readZip } from '../support/fetch-fake.ts';
import { textBody } from './table/bodies.ts';
import type { RunFault } from './run-level.ts';

const SCRIPT = fileURLToPath(new URL('fetch-process.ts', import.meta.url));
/** The goal is 200; fewer by default, since every kill costs the start of a process. */
const KILLS = Number(process.env['DEBRIEF_KILLS'] ?? '10');
const COUNT = 40;
/** The goal is 300 MB; running from source through tsx costs about 60 more. */
const MAX_PEAK_KB = 360_000;

/** Slow enough to be hit in the middle, in an order of size that shows half files. */
const ARTIFACTS = Array.from({ length: COUNT }, (_, index): FakeArtifact => ({
  id: `a_${String(1000 + index)}`,
  type: 'llm_prompt',
  body: textBody(20_000 + index),
  serve: (ask) => void setTimeout(() => sendBody(ask.response, ask.artifact.body), 20),
}));

export const PROCESS_FAULTS: readonly RunFault[] = [
  { number: 43, title: 'file size limit (EFBIG)', strike: () => inFolder(tooBig) },
  { number: 43, title: 'folder that cannot be written', strike: () => inFolder(noFolder) },
  { number: 44, title: 'few file descriptors', strike: () => inFolder(fewDescriptors) },
  {
    number: 45,
    title: 'Ctrl-C at random moments, then --resume',
    strike: () => inFolder(interrupted),
  },
  { number: 46, title: 'kill -9 at random moments, then --resume', strike: () => inFolder(killed) },
  { number: 48, title: 'ten thousand artifacts', strike: () => inFolder(manyArtifacts) },
];

interface Bench {
  readonly server: FakeSkyvern;
  readonly folder: string;
}

async function inFolder(
  work: (bench: Bench) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'debrief-'));
  const server = await startFakeSkyvern({ artifacts: ARTIFACTS });
  try {
    return await work({ server, folder });
  } finally {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function tooBig({ server, folder }: Bench): Promise<readonly string[]> {
  const out = join(folder, 'run.zip');
  const { code, errors } = await runFetch({ server, out, before: 'ulimit -f 16;' });
  return [
    ...expectCode(code, 5),
    ...(existsSync(out) ? ['a bundle appeared'] : []),
    ...(errors.includes('EFBIG') ? [] : [`no reason: ${errors}`]),
  ];
}

async function noFolder({ server, folder }: Bench): Promise<readonly string[]> {
  const { code } = await runFetch({ server, out: join(folder, 'absent', 'run.zip') });
  return expectCode(code, 5);
}

async function fewDescriptors({ server, folder }: Bench): Promise<readonly string[]> {
  const out = join(folder, 'run.zip');
  const { code, errors } = await runFetch({
    server,
    out,
    before: 'ulimit -n 256;',
    words: ['--few-files'],
  });
  return code === 0 ? [] : [`exit ${String(code)}: ${errors}`];
}

async function interrupted(bench: Bench): Promise<readonly string[]> {
  // A signal that meets a process on its way out, its work done, ends it the system's own way.
  const isOver = (code: number | null, out: string): boolean =>
    code === 0 || (code === null && existsSync(out));
  return stopAndResume(bench, 'SIGINT', (code, out) =>
    isOver(code, out) ? [] : expectCode(code, 130),
  );
}

async function killed(bench: Bench): Promise<readonly string[]> {
  return stopAndResume(bench, 'SIGKILL', () => []);
}

/** Stops a fetch at KILLS moments; the bundle must be whole or absent, and going on must make it whole. */
async function stopAndResume(
  { server, folder }: Bench,
  signal: NodeJS.Signals,
  check: (code: number | null, out: string) => readonly string[],
): Promise<readonly string[]> {
  const complaints: string[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    const out = join(folder, `run${String(kill)}.zip`);
    const { code, errors } = await runFetch({
      server,
      out,
      stop: { signal, afterMs: Math.round((kill * 300) / KILLS) },
    });
    complaints.push(...check(code, out).map((complaint) => `${complaint} ${errors}`));
    if (existsSync(out)) complaints.push(...(await checkBundle(out)));
    const again = await runFetch({ server, out, words: ['--resume'] });
    complaints.push(
      ...expectCode(again.code, 0).map(
        (complaint) => `${complaint} after --resume: ${again.errors}`,
      ),
      ...(existsSync(out) ? await checkBundle(out) : ['no bundle']),
    );
  }
  const left = (await readdir(folder)).filter((name) => !name.endsWith('.zip'));
  return left.length === 0 ? complaints : [...complaints, `left behind: ${left.join(' ')}`];
}

async function checkBundle(out: string): Promise<readonly string[]> {
  const files = await readZip(out).catch(() => undefined);
  if (files === undefined) return ['a torn bundle'];
  const stored = [...files.keys()].filter((name) => name.startsWith('artifacts/')).length;
  return stored === COUNT ? [] : [`${String(stored)} artifacts`];
}

async function manyArtifacts({ folder }: Bench): Promise<readonly string[]> {
  const artifacts = Array.from({ length: 10_000 }, (_, index): FakeArtifact => ({
    id: `a_${String(100_000 + index)}`,
    type: 'llm_prompt',
    body: textBody(2000),
  }));
  const byId = new Map(artifacts.map((artifact) => [artifact.id, artifact]));
  const server = await startFakeSkyvern({ artifacts, find: (id) => byId.get(id) });
  try {
    const { code, errors, peakKb } = await runFetch({ server, out: join(folder, 'many.zip') });
    return [
      ...expectCode(code, 0).map((complaint) => `${complaint} ${errors}`),
      ...(peakKb <= MAX_PEAK_KB ? [] : [`${String(peakKb)} kB of memory`]),
    ];
  } finally {
    await server.close();
  }
}

function expectCode(code: number | null, expected: number): readonly string[] {
  return code === expected ? [] : [`exit ${String(code)} instead of ${String(expected)}`];
}

interface FetchCall {
  readonly server: FakeSkyvern;
  readonly out: string;
  readonly before?: string;
  readonly words?: readonly string[];
  readonly stop?: { readonly signal: NodeJS.Signals; readonly afterMs: number };
}

function runFetch(
  call: FetchCall,
): Promise<{ readonly code: number | null; readonly errors: string; readonly peakKb: number }> {
  const words = ['--import', 'tsx', SCRIPT, call.server.apiUrl, call.out, ...(call.words ?? [])];
  // exec: the signal has to meet the fetch, not the shell.
  const child = spawn(
    '/bin/sh',
    ['-c', `${call.before ?? ''} exec "$@"`, 'sh', process.execPath, ...words],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let errors = '';
  let peakKb = 0;
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  child.stdout.on('data', (chunk: Buffer) => {
    const text = chunk.toString();
    peakKb = Math.max(peakKb, Number(/^peak (\d+)/m.exec(text)?.[1] ?? '0'));
    if (call.stop !== undefined && text.includes('started'))
      setTimeout(() => child.kill(call.stop?.signal), call.stop.afterMs);
  });
  return new Promise((resolve) =>
    child.on('close', (code) => resolve({ code, errors: errors.trim(), peakKb })),
  );
}
