import { gzipSync } from 'node:zlib';
import { sendBody } from '../../support/fake-skyvern.ts';
import { type Fault } from './fault.ts';
import { jsonBody } from './bodies.ts';
import { wrong, fine, gzipped, BOMB, withWrongCrc, flood } from './answers.ts';

export const ENCODINGS: readonly Fault[] = [
  {
    number: 10,
    title: 'gzip cut, Content-Length matches',
    spoil: (ask) =>
      sendBody(ask.response, gzipped(ask).subarray(0, -6), { 'content-encoding': 'gzip' }),
    once: fine,
    always: wrong,
  },
  {
    number: 11,
    title: 'gzip with wrong CRC',
    spoil: (ask) =>
      sendBody(ask.response, withWrongCrc(gzipped(ask)), { 'content-encoding': 'gzip' }),
    once: fine,
    always: wrong,
  },
  {
    number: 11,
    title: 'gzip with trailing garbage',
    spoil: (ask) =>
      sendBody(ask.response, Buffer.concat([gzipped(ask), Buffer.from('garbage')]), {
        'content-encoding': 'gzip',
      }),
    once: fine,
    always: ['ok', 'corrupt'],
  },
  {
    number: 12,
    title: 'two gzip members',
    spoil: (ask, cut) =>
      sendBody(
        ask.response,
        Buffer.concat([
          gzipSync(ask.artifact.body.subarray(0, cut)),
          gzipSync(ask.artifact.body.subarray(cut)),
        ]),
        { 'content-encoding': 'gzip' },
      ),
    once: fine,
    always: fine,
  },
  {
    number: 13,
    title: 'fifty encodings',
    spoil: (ask) =>
      sendBody(ask.response, gzipped(ask), {
        'content-encoding': Array.from({ length: 50 }, () => 'gzip').join(', '),
      }),
    once: wrong,
    always: wrong,
  },
  {
    number: 14,
    title: 'gzip bomb',
    spoil: (ask) => sendBody(ask.response, BOMB, { 'content-encoding': 'gzip' }),
    once: wrong,
    always: wrong,
  },
  {
    number: 15,
    title: 'zstd from storage',
    type: 'har',
    place: 'storage',
    body: jsonBody,
    row: { uri: 's3://bucket/x_har.har.zst' },
    spoil: (ask) =>
      sendBody(
        ask.response,
        Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), Buffer.alloc(40)]),
      ),
    once: ['ok', 'unverified'],
    always: ['unverified'],
  },
  {
    number: 42,
    title: 'body without end',
    row: { file_size: null },
    spoil: (ask) => flood(ask),
    once: wrong,
    always: wrong,
  },
];
