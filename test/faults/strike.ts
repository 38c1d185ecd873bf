import type { Clock } from '../../src/acquire/clock.ts';
import { FAKE_KEY, sendBody, type FakeArtifact } from '../support/fake-skyvern.ts';
import { entryOf, fetchFake, type FakeFetch } from '../support/fetch-fake.ts';
import { textBody } from './table/bodies.ts';
import type { Fault } from './table/fault.ts';

export interface Strike {
  readonly fault: Fault;
  readonly mode: 'once' | 'always';
  readonly seed: number;
}

/** Everything that went against the rules while one fault struck; empty when all is well. */
export async function strike(given: Strike): Promise<readonly string[]> {
  const artifact = faultyArtifact(given);
  const neighbour: FakeArtifact = { id: 'a_1000', type: 'llm_prompt', body: textBody(500) };
  const sleeps: number[] = [];
  const fetched = await fetchFake(
    { artifacts: [artifact, neighbour] },
    { clock: quickClock(sleeps, given.seed), limits: LIMITS },
  );
  return [
    ...checkFate(given, artifact, fetched),
    ...(entryOf(fetched, neighbour.id)?.state === 'ok' ? [] : ['a healthy neighbour was lost']),
    ...checkRequests(given, artifact, fetched),
    ...checkWaits(given, sleeps),
  ];
}

function checkFate(
  { fault, mode }: Strike,
  artifact: FakeArtifact,
  fetched: FakeFetch,
): readonly string[] {
  const entry = entryOf(fetched, artifact.id);
  if (entry === undefined) return ['id lost'];
  const complaints: string[] = [];
  if (!fault[mode].includes(entry.state))
    complaints.push(`state ${entry.state} (${entry.reason ?? ''})`);
  const bytes = fetched.files.get(entry.entry ?? '');
  if (entry.state === 'ok' && bytes?.equals(artifact.body) !== true)
    complaints.push('wrong bytes marked ok');
  if (entry.entry === null && entry.reason === undefined) complaints.push('no reason given');
  return complaints;
}

function checkRequests(
  { fault, mode }: Strike,
  artifact: FakeArtifact,
  { server }: FakeFetch,
): readonly string[] {
  const leaks = server.requests.filter(
    ({ host, rawText }) => host === 'storage' && rawText.includes(FAKE_KEY),
  );
  const requests = server.requests.filter(
    ({ path }) => path.includes(artifact.id) && /\/content|\/bucket/.test(path),
  ).length;
  const allowed =
    fault.maxRequests === undefined ? 24 : fault.maxRequests + (fault.place === 'storage' ? 1 : 0);
  const isStorm = mode === 'always' && requests > allowed;
  return [
    ...(leaks.length === 0 ? [] : ['key leaked']),
    ...(isStorm ? [`${String(requests)} requests`] : []),
  ];
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

function checkWaits({ fault, mode }: Strike, sleeps: readonly number[]): readonly string[] {
  const longest = Math.max(0, ...sleeps);
  if ((fault.number === 19 || fault.number === 20) && (longest < 1000 || longest > 3000))
    return [`waited ${String(longest)} ms instead of 2 s`];
  if (mode === 'always' && longest > 10_000) return [`waited ${String(longest)} ms`];
  return [];
}
