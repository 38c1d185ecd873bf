import type { Clock } from '../../src/acquire/clock.ts';
import { FAKE_KEY, sendBody, type FakeArtifact } from '../support/fake-skyvern.ts';
import { fetchFake } from '../support/fetch-fake.ts';
import { textBody, type Fault } from './fault-table.ts';

export interface Strike {
  readonly fault: Fault;
  readonly mode: 'once' | 'always';
  readonly seed: number;
}

/** Everything that went against the rules while one fault struck; empty when all is well. */
export async function strike({ fault, mode, seed }: Strike): Promise<readonly string[]> {
  const artifact = faultyArtifact({ fault, mode, seed });
  const neighbour: FakeArtifact = { id: 'a_1000', type: 'llm_prompt', body: textBody(500) };
  const sleeps: number[] = [];
  const { result, server, files } = await fetchFake(
    { artifacts: [artifact, neighbour] },
    { clock: quickClock(sleeps, seed), limits: LIMITS },
  );
  const complaints: string[] = [];
  const entries = new Map(result.manifest.artifacts.map((entry) => [entry.artifact_id, entry]));
  const entry = entries.get(artifact.id);
  if (entry === undefined) complaints.push('id lost');
  if (entry !== undefined && !fault[mode].includes(entry.state))
    complaints.push(`state ${entry.state} (${entry.reason ?? ''})`);
  const bytes = files.get(entry?.entry ?? '');
  if (entry?.state === 'ok' && bytes?.equals(artifact.body) !== true)
    complaints.push('wrong bytes marked ok');
  if (entry?.entry === null && entry.state !== 'empty' && entry.reason === undefined)
    complaints.push('no reason given');
  if (entries.get('a_1000')?.state !== 'ok') complaints.push('a healthy neighbour was lost');
  if (server.requests.some(({ host, rawText }) => host === 'storage' && rawText.includes(FAKE_KEY)))
    complaints.push('key leaked');
  const requests = server.requests.filter(
    ({ path }) => path.includes(encodeURIComponent(artifact.id)) && /\/content|\/bucket/.test(path),
  ).length;
  const allowed =
    fault.maxRequests === undefined ? 24 : fault.maxRequests + (fault.place === 'storage' ? 1 : 0);
  if (mode === 'always' && requests > allowed) complaints.push(`${String(requests)} requests`);
  return [...complaints, ...checkWaits(fault, mode, sleeps)];
}

const LIMITS = {
  connectMs: 500,
  headersMs: 120,
  slowHeadersMs: 1000,
  idleMs: 80,
  floorBytesPerSecond: 200,
  floorWindowMs: 150,
  maxArtifactBytes: 3_000_000,
} as const;

function faultyArtifact({ fault, mode, seed }: Strike): FakeArtifact {
  const size = 400 + ((seed * 7919) % 3000);
  const body = (fault.body ?? textBody)(size);
  const id =
    fault.title === 'content URL expired'
      ? 'a_f28-sig'
      : `a_f${String(fault.number).padStart(2, '0')}-${mode}`;
  const row = {
    ...(fault.place === 'storage' ? { uri: `s3://bucket/${id}`, signed_url: '{storage}' } : {}),
    ...fault.row,
  };
  let strikes = 0;
  return {
    id,
    type: fault.type ?? 'llm_prompt',
    body,
    row,
    serve: (ask) => {
      strikes += 1;
      const isHit = mode === 'always' || strikes === 1 || isStaged(fault, strikes);
      if (isHit) fault.spoil(ask, 1 + ((seed * 31) % Math.max(1, body.length - 2)));
      else sendBody(ask.response, body);
    },
  };
}

/** Faults that need a second request to be what they are. */
function isStaged(fault: Fault, strikes: number): boolean {
  return (
    strikes === 2 &&
    (fault.number === 26 ||
      fault.number === 38 ||
      (fault.number === 37 && fault.title.includes('another origin')))
  );
}

/** Time passes only on paper; what would have been waited is written down. */
function quickClock(sleeps: number[], seed: number): Clock {
  let state = seed;
  return {
    nowMs: () => Date.now(),
    random: () => {
      state = (state * 1103515245 + 12345) % 2147483648;
      return state / 2147483648;
    },
    sleep: (durationMs) => {
      sleeps.push(durationMs);
      return Promise.resolve();
    },
  };
}

function checkWaits(
  fault: Fault,
  mode: Strike['mode'],
  sleeps: readonly number[],
): readonly string[] {
  const longest = Math.max(0, ...sleeps);
  if ((fault.number === 19 || fault.number === 20) && (longest < 1000 || longest > 3000))
    return [`waited ${String(longest)} ms instead of 2 s`];
  if (mode === 'always' && longest > 10_000) return [`waited ${String(longest)} ms`];
  return [];
}
