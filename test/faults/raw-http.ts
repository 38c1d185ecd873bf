import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Ask } from '../support/fake-skyvern.ts';

/** Speaks past Node's http server, which would not send a broken answer; then closes. */
export function sendRaw(ask: Ask, head: readonly string[], body: Buffer): void {
  const socket = takeSocket(ask.response);
  socket.end(rawAnswer(head, body));
}

/** The same, but the connection is torn rather than closed. */
export function sendRawAndReset(ask: Ask, head: readonly string[], body: Buffer): void {
  const socket = takeSocket(ask.response);
  // Only after the bytes had their chance to arrive.
  socket.write(rawAnswer(head, body), () => setTimeout(() => socket.resetAndDestroy(), 5));
}

function rawAnswer(head: readonly string[], body: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`HTTP/1.1 200 OK\r\n${[...head, 'Connection: close'].join('\r\n')}\r\n\r\n`),
    body,
  ]);
}

export function resetAtOnce(ask: Ask): void {
  takeSocket(ask.response).resetAndDestroy();
}

function takeSocket(response: ServerResponse): Socket {
  const { socket } = response;
  if (socket === null) throw new Error('the connection is gone');
  response.detachSocket(socket);
  socket.on('error', () => undefined);
  return socket;
}
