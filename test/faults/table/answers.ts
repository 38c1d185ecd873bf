import { gzipSync } from 'node:zlib';
import { sendJson, type Ask } from '../../support/fake-skyvern.ts';

export const lost = ['failed'] as const;

export const wrong = ['corrupt'] as const;

export const fine = ['ok'] as const;

export const gzipped = (ask: Ask): Buffer => gzipSync(ask.artifact.body);

export const lengthOf = (bytes: Buffer | number): string =>
  `Content-Length: ${String(typeof bytes === 'number' ? bytes : bytes.length)}`;

export const status =
  (
    code: number,
    json: unknown = { detail: 'no' },
    headers: Readonly<Record<string, string>> = {},
  ) =>
  (ask: Ask): void =>
    sendWith(ask, headers, () => sendJson(ask.response, code, json));

export const xml =
  (code: number, text: string) =>
  (ask: Ask): void => {
    ask.response
      .writeHead(code, { 'content-type': 'application/xml' })
      .end(`<?xml version="1.0"?><Error>${text}</Error>`);
  };

export const redirect =
  (location: (ask: Ask) => string | undefined) =>
  (ask: Ask): void => {
    const target = location(ask);
    ask.response.writeHead(302, target === undefined ? {} : { location: target }).end();
  };

export function withWrongCrc(packed: Buffer): Buffer {
  const spoilt = Buffer.from(packed);
  spoilt.writeUInt8(spoilt.readUInt8(spoilt.length - 8) ^ 1, spoilt.length - 8);
  return spoilt;
}

/** Made beforehand: making it takes longer than a client of these tests waits. */
export const BOMB = gzipSync(Buffer.alloc(200 * 1024 * 1024), { level: 1 });

export function flood(ask: Ask): void {
  ask.response.writeHead(200, { 'content-type': 'text/plain' });
  const chunk = Buffer.alloc(64 * 1024, 120);
  const pour = (): void => {
    while (!ask.response.destroyed && ask.response.write(chunk));
  };
  ask.response.on('drain', pour);
  pour();
}

export function trickle(ask: Ask): void {
  ask.response.writeHead(200, { 'content-length': ask.artifact.body.length });
  const timer = setInterval(() => ask.response.write('x'), 20);
  ask.response.on('close', () => clearInterval(timer));
}

export function inTwoSecondsByWrongClock(): Readonly<Record<string, string>> {
  const aheadMs = Date.now() + 3 * 3_600_000;
  return {
    date: new Date(aheadMs).toUTCString(),
    'retry-after': new Date(aheadMs + 2000).toUTCString(),
  };
}

/** Sets headers before the answer is sent. */
export function sendWith(
  ask: Ask,
  headers: Readonly<Record<string, string>>,
  send: () => void,
): void {
  for (const [name, value] of Object.entries(headers)) ask.response.setHeader(name, value);
  send();
}
