import { lookup as resolve, type LookupAddress } from 'node:dns';
import {
  Agent as HttpAgent,
  request as httpRequest,
  type ClientRequest,
  type IncomingMessage,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction, type Socket } from 'node:net';
import { asFetchProblem, errorCode, FetchProblem } from './fetch-problem.ts';
import type { Transport, TransportRequest, TransportResponse } from './transport.ts';

/** Node's own http and https: stricter about broken framing than fetch, and it follows no redirect behind our back. */
export function openNodeTransport(): Transport {
  const agents = {
    http: new HttpAgent({ keepAlive: true }),
    https: new HttpsAgent({ keepAlive: true }),
  };
  return {
    send: (request) => sendOnce(request, agents),
    closeIdle: () => {
      for (const { freeSockets } of [agents.http, agents.https])
        for (const socket of Object.values(freeSockets).flat()) socket?.destroy();
    },
    close: () => {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

interface Agents {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
}

function sendOnce(request: TransportRequest, agents: Agents): Promise<TransportResponse> {
  return new Promise((resolveResponse, reject) => {
    const refusal = refuseLiteral(request);
    if (refusal !== undefined) {
      reject(new FetchProblem('refused', refusal));
      return;
    }
    const outgoing = openRequest(request, agents);
    const deadline = watchDeadlines(outgoing, request);
    let hasOverrun = false;
    // Stays attached after the answer: a late error of the socket must not end the process.
    outgoing.on('error', (error) => {
      hasOverrun ||= errorCode(error)?.startsWith('HPE_') === true;
      deadline.stop();
      reject(asFetchProblem(error));
    });
    outgoing.on('response', (incoming) => {
      deadline.stop();
      resolveResponse(asResponse(incoming, () => hasOverrun));
    });
    outgoing.end();
  });
}

function openRequest(request: TransportRequest, agents: Agents): ClientRequest {
  const lookup = guardedLookup(request.refuseAddress);
  const shared = { method: 'GET', headers: request.headers, signal: request.signal, lookup };
  return request.url.protocol === 'https:'
    ? httpsRequest(request.url, { ...shared, agent: agents.https })
    : httpRequest(request.url, { ...shared, agent: agents.http });
}

function refuseLiteral(request: TransportRequest): string | undefined {
  const host = request.url.hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 ? undefined : request.refuseAddress(host);
}

function guardedLookup(refuseAddress: TransportRequest['refuseAddress']): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, '', 0);
      const refusal = firstRefusal(addresses, refuseAddress);
      if (refusal !== undefined)
        return callback(new FetchProblem('refused', `${hostname}: ${refusal}`), '', 0);
      const first = addresses[0];
      if (options.all === true) return callback(null, addresses);
      return first === undefined
        ? callback(new FetchProblem('dns', `${hostname} has no address`), '', 0)
        : callback(null, first.address, first.family);
    });
  };
}

function firstRefusal(
  addresses: readonly LookupAddress[],
  refuseAddress: TransportRequest['refuseAddress'],
): string | undefined {
  return addresses
    .map(({ address }) => refuseAddress(address))
    .find((refusal) => refusal !== undefined);
}

/** Two deadlines, one timer: first to be connected, then to have the headers. */
function watchDeadlines(outgoing: ClientRequest, request: TransportRequest): { stop(): void } {
  const fail = (what: string, afterMs: number): void => {
    outgoing.destroy(new FetchProblem('timeout', `no ${what} within ${String(afterMs / 1000)} s`));
  };
  let timer = setTimeout(() => fail('connection', request.connectMs), request.connectMs);
  const awaitHeaders = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => fail('answer', request.headersMs), request.headersMs);
  };
  outgoing.on('socket', (socket: Socket) => {
    if (!socket.connecting) awaitHeaders();
    else socket.once(request.url.protocol === 'https:' ? 'secureConnect' : 'connect', awaitHeaders);
  });
  outgoing.on('close', () => clearTimeout(timer));
  return { stop: () => clearTimeout(timer) };
}

function asResponse(incoming: IncomingMessage, hasOverrun: () => boolean): TransportResponse {
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return {
    status: incoming.statusCode ?? 0,
    headers,
    framing: framingOf(headers),
    body: incoming,
    hasOverrun,
  };
}

function framingOf(headers: ReadonlyMap<string, string>): TransportResponse['framing'] {
  if (headers.get('transfer-encoding')?.includes('chunked') === true) return 'chunked';
  return headers.has('content-length') ? 'length' : 'close';
}
