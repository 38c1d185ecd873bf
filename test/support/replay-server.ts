import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';

/** A loopback copy of Skyvern's API that answers from recordings of real runs. */
export interface ReplayServer {
  readonly url: string;
  readonly runIds: readonly string[];
  readonly requests: readonly ReplayRequest[];
  close(): Promise<void>;
}

export interface ReplayRequest {
  readonly path: string;
  readonly apiKey: string | undefined;
}

export interface ReplayOptions {
  readonly port?: number;
  readonly apiKey?: string;
}

const indexSchema = z.object({
  run_id: z.string(),
  responses: z.array(
    z.object({
      path: z.string(),
      status: z.number().int(),
      type: z.string().nullish(),
      body: z.string(),
      disposition: z.string().nullish(),
    }),
  ),
});

interface Route {
  readonly status: number;
  readonly type: string;
  readonly disposition: string | undefined;
  readonly file: string;
}

interface Recordings {
  readonly routes: ReadonlyMap<string, Route>;
  readonly runIds: readonly string[];
}

/** Serves one recording (`{index.json, bodies/}`), or every recording in the folders below. */
export async function startReplayServer(
  folder: string,
  options: ReplayOptions = {},
): Promise<ReplayServer> {
  const recordings = readRecordings(folder);
  const apiKey = options.apiKey ?? 'test-key';
  const requests: ReplayRequest[] = [];
  const server = createServer((request, response) => {
    const key = request.headers['x-api-key'];
    requests.push({ path: request.url ?? '/', apiKey: typeof key === 'string' ? key : undefined });
    answer({ request, response, recordings, apiKey });
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String(portOf(server))}`,
    runIds: recordings.runIds,
    requests,
    close: () => stop(server),
  };
}

/** The port a server on loopback got. */
export function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('the server does not listen on a port');
  return address.port;
}

/** Closes a server together with the connections that are still open. */
export function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.closeAllConnections();
    server.close(() => resolve());
  });
}

function readRecordings(folder: string): Recordings {
  const routes = new Map<string, Route>();
  const runIds: string[] = [];
  for (const recording of recordingFolders(folder)) {
    const index = indexSchema.parse(
      JSON.parse(readFileSync(join(recording, 'index.json'), 'utf8')),
    );
    runIds.push(index.run_id);
    for (const { path, status, type, body, disposition } of index.responses) {
      routes.set(path, {
        status,
        type: type ?? 'application/octet-stream',
        disposition: disposition ?? undefined,
        file: join(recording, 'bodies', body),
      });
    }
  }
  return { routes, runIds };
}

function recordingFolders(folder: string): readonly string[] {
  const candidates = [
    folder,
    join(folder, 'recording'),
    ...readdirSync(folder).flatMap((name) => [join(folder, name), join(folder, name, 'recording')]),
  ];
  return candidates.filter((candidate) => existsSync(join(candidate, 'index.json')));
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly recordings: Recordings;
  readonly apiKey: string;
}

function answer({ request, response, recordings, apiKey }: Exchange): void {
  const url = new URL(request.url ?? '/', 'http://replay');
  if (request.method !== 'GET') return sendJson(response, 405, { detail: 'Method Not Allowed' });
  const isSigned = url.pathname.endsWith('/content') && url.searchParams.has('sig');
  if (!isSigned && request.headers['x-api-key'] !== apiKey)
    return sendJson(response, 403, { detail: 'Invalid credentials' });
  const route =
    recordings.routes.get(url.pathname + url.search) ?? recordings.routes.get(url.pathname);
  if (route === undefined) return sendJson(response, 404, { detail: 'Not Found' });
  sendFile(response, route, rangeOf(request, route));
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const body = Buffer.from(JSON.stringify(value));
  response
    .writeHead(status, { 'content-type': 'application/json', 'content-length': body.length })
    .end(body);
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function rangeOf(request: IncomingMessage, route: Route): Range | undefined {
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  const size = statSync(route.file).size;
  if (range === null || route.status !== 200 || size === 0) return undefined;
  return {
    start: Number(range[1]),
    end: range[2] === '' ? size - 1 : Math.min(Number(range[2]), size - 1),
  };
}

function sendFile(response: ServerResponse, route: Route, range: Range | undefined): void {
  const size = statSync(route.file).size;
  const headers = {
    'content-type': route.type,
    ...(route.disposition === undefined ? {} : { 'content-disposition': route.disposition }),
  };
  if (range === undefined) {
    response.writeHead(route.status, { ...headers, 'content-length': size });
    createReadStream(route.file).pipe(response);
    return;
  }
  if (range.start > range.end) {
    response.writeHead(416, { 'content-range': `bytes */${String(size)}` }).end();
    return;
  }
  response.writeHead(206, {
    ...headers,
    'content-length': range.end - range.start + 1,
    'content-range': `bytes ${String(range.start)}-${String(range.end)}/${String(size)}`,
  });
  createReadStream(route.file, range).pipe(response);
}
