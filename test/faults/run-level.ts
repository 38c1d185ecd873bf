import { AcquireError, type AcquireErrorCode } from '../../src/acquire/acquire-error.ts';
import {
  FAKE_KEY,
  sendBody,
  sendJson,
  type Answer,
  type FakeArtifact,
  type FakeOptions,
} from '../support/fake-skyvern.ts';
import { fetchFake } from '../support/fetch-fake.ts';
import { hostileNames, twoProcesses } from './names-and-locks.ts';
import { textBody } from './table/bodies.ts';

/** A fault of the whole run. Gives every complaint; none when all is well. */
export interface RunFault {
  readonly number: number;
  readonly title: string;
  readonly strike: () => Promise<readonly string[]>;
}

const LISTINGS = [
  '/v1/runs/tsk_1/artifacts',
  '/api/v1/task/tsk_1/artifacts',
  '/api/v1/step/stp_1/artifacts',
] as const;
const ONE: FakeArtifact = { id: 'a_1', type: 'llm_prompt', body: textBody(300) };

export const RUN_FAULTS: readonly RunFault[] = [
  { number: 25, title: 'URLs die after every hundredth request', strike: expiryWave },
  {
    number: 31,
    title: 'key refused with 403',
    strike: () =>
      expectError('auth', {
        artifacts: [ONE],
        answers: everywhere({ status: 403, json: { detail: 'Invalid credentials' } }),
      }),
  },
  {
    number: 31,
    title: 'key refused with 401',
    strike: () =>
      expectError('auth', { artifacts: [ONE], answers: everywhere({ status: 401, json: {} }) }),
  },
  {
    number: 33,
    title: 'listing is no JSON',
    strike: () =>
      expectError('unusable', {
        artifacts: [ONE],
        answers: listings((response) => sendBody(response, Buffer.from('<html>'))),
      }),
  },
  {
    number: 33,
    title: 'listing is cut',
    strike: () =>
      expectError('unusable', {
        artifacts: [ONE],
        answers: listings((response) => sendBody(response, Buffer.from('[{"artifact_id":"a_1"'))),
      }),
  },
  {
    number: 33,
    title: 'listing has the wrong shape',
    strike: () =>
      expectError('unusable', {
        artifacts: [ONE],
        answers: listings((response) => sendJson(response, 200, { rows: [] })),
      }),
  },
  { number: 33, title: 'listing is cut once', strike: listingCutOnce },
  { number: 33, title: 'listing has bad rows', strike: badRows },
  { number: 35, title: 'one id, two places', strike: duplicateIds },
  { number: 36, title: 'ids and types that are no file names', strike: hostileNames },
  { number: 47, title: 'two processes', strike: twoProcesses },
  { number: 48, title: 'run still going', strike: stillRunning },
];

async function expiryWave(): Promise<readonly string[]> {
  const uses = new Map<string, number>();
  const artifacts = Array.from({ length: 500 }, (_, index): FakeArtifact => ({
    id: `a_${String(1000 + index)}`,
    type: 'llm_prompt',
    body: textBody(100 + index),
    row: { uri: `s3://bucket/${String(index)}`, signed_url: '{storage}' },
    serve: (ask) => {
      const generation = ask.url.searchParams.get('X-Amz-Signature') ?? '';
      const used = (uses.get(generation) ?? 0) + 1;
      uses.set(generation, used);
      if (used > 100) ask.response.writeHead(403).end('Request has expired');
      else sendBody(ask.response, ask.artifact.body);
    },
  }));
  const { result, server } = await fetchFake({ artifacts });
  const lost = result.manifest.artifacts.filter(({ state }) => state !== 'ok').length;
  const relists = server.requests.filter(({ path }) => path === LISTINGS[0]).length;
  return [
    ...(lost === 0 ? [] : [`${String(lost)} artifacts lost`]),
    ...(relists <= 10 ? [] : [`${String(relists)} listings`]),
  ];
}

async function listingCutOnce(): Promise<readonly string[]> {
  const rows = [{ artifact_id: 'a_1', artifact_type: 'llm_prompt', file_size: 300 }];
  const { result } = await fetchFake({
    artifacts: [ONE],
    answers: listings((response, count) =>
      count === 1
        ? sendBody(response, Buffer.from('[{"artifact_id":"a_1"'))
        : sendJson(response, 200, rows),
    ),
  });
  return result.isComplete && result.manifest.artifacts[0]?.state === 'ok'
    ? []
    : ['the second listing was not used'];
}

async function badRows(): Promise<readonly string[]> {
  const rows = [
    7,
    null,
    { artifact_type: 'har' },
    { artifact_id: 'a_1', artifact_type: 5, file_size: 'big' },
  ];
  const { result } = await fetchFake({
    artifacts: [ONE],
    answers: listings((response) => sendJson(response, 200, rows)),
  });
  const isKept =
    result.manifest.artifacts.length === 1 && result.manifest.artifacts[0]?.state === 'ok';
  return [
    ...(isKept ? [] : ['the good row was lost']),
    ...(result.manifest.warnings.some((warning) => warning.includes('without artifact_id'))
      ? []
      : ['no warning']),
  ];
}

async function duplicateIds(): Promise<readonly string[]> {
  const row = {
    artifact_id: 'a_1',
    artifact_type: 'llm_prompt',
    file_size: 300,
    uri: 'file:///x/one.txt',
  };
  const rows = [row, row, { ...row, uri: 'file:///x/two.txt' }];
  const { result, files } = await fetchFake({
    artifacts: [ONE],
    answers: listings((response) => sendJson(response, 200, rows)),
  });
  const stored = [...files.keys()].filter((name) => name.startsWith('artifacts/'));
  return [
    ...(result.manifest.artifacts.length === 2 && stored.length === 2
      ? []
      : [`${String(stored.length)} copies`]),
    ...(result.manifest.warnings.length > 0 ? [] : ['no warning']),
  ];
}

async function stillRunning(): Promise<readonly string[]> {
  const { result } = await fetchFake({
    artifacts: [ONE],
    run: { status: 'running', finished_at: null },
  });
  return /^\d{4}-\d\d-\d\dT\d\d:00:00\.000Z$/.test(result.manifest.observed_at ?? '')
    ? []
    : ['observed_at is missing'];
}

async function expectError(
  code: AcquireErrorCode,
  options: FakeOptions,
): Promise<readonly string[]> {
  try {
    await fetchFake(options);
    return ['no error'];
  } catch (error) {
    if (!(error instanceof AcquireError) || error.code !== code)
      return [`another error: ${String(error)}`];
    return error.message.includes(FAKE_KEY) ? ['the message holds the key'] : [];
  }
}

function listings(answer: Answer): Readonly<Record<string, Answer>> {
  return Object.fromEntries(LISTINGS.map((path) => [path, answer]));
}

function everywhere(answer: Answer): Readonly<Record<string, Answer>> {
  const others = [
    '/v1/version',
    '/v1/runs/tsk_1',
    '/v1/runs/tsk_1/timeline',
    '/api/v1/tasks/tsk_1',
    '/api/v1/tasks/tsk_1/steps',
    '/api/v1/tasks/tsk_1/actions',
  ];
  return Object.fromEntries([...LISTINGS, ...others].map((path) => [path, answer]));
}
