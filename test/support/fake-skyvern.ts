import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { portOf, stop } from './replay-server.ts';

/** An artifact of a made-up run, and how its bytes are given out. */
export interface FakeArtifact {
  readonly id: string;
  readonly type: string;
  readonly body: Buffer;
  /** Fields of the row that differ from the usual; `signed_url` may say `{api}` or `{storage}`. */
  readonly row?: Readonly<Record<string, unknown>>;
  /** Answers the request for the bytes; the usual answer when absent. */
  readonly serve?: Serve;
}

export interface Ask {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly artifact: FakeArtifact;
  /** 1 for the first request for these bytes. */
  readonly attempt: number;
  readonly server: FakeSkyvern;
}

export type Serve = (ask: Ask) => void;

export interface FakeOptions {
  readonly runId?: string;
  readonly artifacts: readonly FakeArtifact[];
  /** Answers by path, in place of the made-up ones; a function gets the response to itself. */
  readonly answers?: Readonly<Record<string, Answer>>;
  readonly run?: Readonly<Record<string, unknown>>;
  /** Finds an artifact faster than by looking through all. */
  readonly find?: (id: string) => FakeArtifact | undefined;
}

export type Answer =
  | { readonly status: number; readonly json: unknown }
  | ((response: ServerResponse, count: number) => void);

/** Skyvern's API of one plain task on one port, and a storage service on another. */
export interface FakeSkyvern {
  readonly apiUrl: string;
  readonly storageUrl: string;
  readonly runId: string;
  readonly requests: readonly FakeRequest[];
  close(): Promise<void>;
}

export interface FakeRequest {
  readonly host: 'api' | 'storage';
  readonly path: string;
  /** Everything the request said, for finding the key in it. */
  readonly rawText: string;
}

export const FAKE_KEY = 'key-5e1f0c77a9';

export async function startFakeSkyvern(options: FakeOptions): Promise<FakeSkyvern> {
  const requests: FakeRequest[] = [];
  const counts = new Map<string, number>();
  const handle =
    (host: 'api' | 'storage') => (request: IncomingMessage, response: ServerResponse) => {
      const path = request.url ?? '/';
      requests.push({ host, path, rawText: `${path}\n${request.rawHeaders.join('\n')}` });
      response.on('error', () => undefined);
      answer({ host, request, response, options, fake, counts });
    };
  const api = createServer(handle('api'));
  const storage = createServer(handle('storage'));
  await Promise.all(
    [api, storage].map(
      (server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)),
    ),
  );
  const fake: FakeSkyvern = {
    apiUrl: `http://127.0.0.1:${String(portOf(api))}`,
    storageUrl: `http://127.0.0.1:${String(portOf(storage))}`,
    runId: options.runId ?? 'tsk_1',
    requests,
    close: async () => {
      await Promise.all([stop(api), stop(storage)]);
    },
  };
  return fake;
}

/** The whole file, as a decent server sends it. */
export function sendBody(
  response: ServerResponse,
  body: Buffer,
  headers: Readonly<Record<string, string | number>> = {},
): void {
  response
    .writeHead(200, {
      'content-length': body.length,
      'content-type': 'application/json',
      ...headers,
    })
    .end(body);
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const body = Buffer.from(JSON.stringify(value));
  // Headers set before stay.
  response.setHeader('content-type', 'application/json');
  response.setHeader('content-length', body.length);
  response.writeHead(status).end(body);
}

interface Incoming {
  readonly host: 'api' | 'storage';
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly options: FakeOptions;
  readonly fake: FakeSkyvern;
  readonly counts: Map<string, number>;
}

function answer(incoming: Incoming): void {
  const { host, request, options, fake, counts } = incoming;
  const url = new URL(request.url ?? '/', fake.apiUrl);
  const attempt = (counts.get(`${host} ${url.pathname}`) ?? 0) + 1;
  counts.set(`${host} ${url.pathname}`, attempt);
  const artifact = findArtifact(options, url.pathname);
  if (host === 'storage') answerAsStorage(incoming, { url, attempt, artifact });
  else answerAsApi(incoming, { url, attempt, artifact });
}

interface Asked {
  readonly url: URL;
  readonly attempt: number;
  readonly artifact: FakeArtifact | undefined;
}

function answerAsStorage(
  { request, response, fake }: Incoming,
  { url, attempt, artifact }: Asked,
): void {
  if (artifact === undefined) sendJson(response, 404, { detail: 'no such object' });
  else serveArtifact(artifact, { request, response, url, artifact, attempt, server: fake });
}

function answerAsApi(
  { request, response, options, fake }: Incoming,
  { url, attempt, artifact }: Asked,
): void {
  const isSigned = url.searchParams.has('sig');
  if (!isSigned && request.headers['x-api-key'] !== FAKE_KEY)
    return sendJson(response, 403, { detail: 'Invalid credentials' });
  const given = options.answers?.[url.pathname];
  if (typeof given === 'function') return given(response, attempt);
  if (given !== undefined) return sendJson(response, given.status, given.json);
  if (artifact !== undefined && isOnStorage(artifact))
    return sendJson(response, 404, { detail: 'Artifact content not available' });
  if (artifact !== undefined)
    return serveArtifact(artifact, { request, response, url, artifact, attempt, server: fake });
  const made = madeUpAnswers(options, fake, attempt)[url.pathname];
  sendJson(response, made === undefined ? 404 : 200, made ?? { detail: 'Not Found' });
}

function findArtifact(options: FakeOptions, pathname: string): FakeArtifact | undefined {
  const encoded = /^\/(?:v1\/artifacts|bucket)\/([^/]+)(?:\/content)?$/.exec(pathname)?.[1];
  if (encoded === undefined) return undefined;
  const id = decodeURIComponent(encoded);
  return options.find === undefined
    ? options.artifacts.find((artifact) => artifact.id === id)
    : options.find(id);
}

function isOnStorage(artifact: FakeArtifact): boolean {
  const url = artifact.row?.['signed_url'];
  return typeof url === 'string' && url.startsWith('{storage}');
}

function serveArtifact(artifact: FakeArtifact, ask: Ask): void {
  if (artifact.serve === undefined) sendBody(ask.response, artifact.body);
  else artifact.serve(ask);
}

/** The answers of a plain task with one step. */
function madeUpAnswers(
  options: FakeOptions,
  fake: FakeSkyvern,
  count: number,
): Readonly<Record<string, unknown>> {
  const { runId } = fake;
  const rows = options.artifacts.map((artifact) => rowOf(artifact, fake, count));
  const step = { step_id: 'stp_1', task_id: runId, order: 0, retry_index: 0, status: 'completed' };
  return {
    '/v1/version': { version: '1.0.56' },
    [`/v1/runs/${runId}`]: {
      run_id: runId,
      run_type: 'task_v1',
      status: 'failed',
      finished_at: '2026-01-02T03:04:05.678901',
      ...options.run,
    },
    [`/v1/runs/${runId}/artifacts`]: rows,
    [`/api/v1/tasks/${runId}`]: { task_id: runId, status: 'failed' },
    [`/api/v1/tasks/${runId}/steps`]: [step],
    [`/api/v1/tasks/${runId}/actions`]: [],
    [`/api/v1/task/${runId}/artifacts`]: rows,
    '/api/v1/step/stp_1/artifacts': rows,
  };
}

export function rowOf(
  artifact: FakeArtifact,
  fake: Pick<FakeSkyvern, 'apiUrl' | 'storageUrl' | 'runId'>,
  listing: number,
): Readonly<Record<string, unknown>> {
  const place = `file:///data/artifacts/o_1/${fake.runId}/00_0_stp_1/2026-01-02T03:04:05.678901_${artifact.id}_${artifact.type}.bin`;
  const row: Record<string, unknown> = {
    artifact_id: artifact.id,
    artifact_type: artifact.type,
    uri: place,
    bundle_key: null,
    checksum: null,
    file_size: artifact.body.length,
    task_id: fake.runId,
    step_id: 'stp_1',
    workflow_run_id: null,
    signed_url: place,
    archived: false,
    ...artifact.row,
  };
  const signed = row['signed_url'];
  if (typeof signed === 'string')
    row['signed_url'] = signed
      .replace(
        '{storage}',
        `${fake.storageUrl}/bucket/${encodeURIComponent(artifact.id)}?X-Amz-Signature=${String(listing)}`,
      )
      .replace('{api}', fake.apiUrl);
  return row;
}
