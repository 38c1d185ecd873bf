import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Ask } from '../support/fake-skyvern.ts';

/** Speaks past Node's http server, which would not send a broken answer. */
export function sendRaw(
  ask: Ask,
  head: readonly string[],
  body: Buffer,
  end: 'close' | 'reset' | 'open' = 'close',
): void {
  const socket = takeSocket(ask.response);
  socket.write(`HTTP/1.1 200 OK\r\n${[...head, 'Connection: close'].join('\r\n')}\r\n\r\n`);
  socket.write(body, () => {
    // Reset only after the bytes had their chance to arrive.
    if (end === 'reset') setTimeout(() => socket.resetAndDestroy(), 5);
    if (end === 'close') socket.end();
  });
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
