import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startFakeSkyvern, type FakeArtifact } from '../support/fake-skyvern.ts';
import { inFolder, type Bench } from './bench-server.ts';
import { expectCode, runFetch } from './run-fetch.ts';
import type { RunFault } from './run-level.ts';
import { diskFull } from './small-disk.ts';
import { interrupted, killed } from './stop-and-resume.ts';
import { textBody } from './table/bodies.ts';

/** The goal is 300 MB; running from source through tsx costs about 60 more. */
const MAX_PEAK_KB = 360_000;

export const PROCESS_FAULTS: readonly RunFault[] = [
  { number: 43, title: 'file size limit (EFBIG)', strike: () => inFolder(tooBig) },
  { number: 43, title: 'disk full (ENOSPC)', strike: () => inFolder(diskFull) },
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
