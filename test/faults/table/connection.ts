import { resetAtOnce, sendRaw, sendRawAndReset } from '../raw-http.ts';
import { type Fault } from './fault.ts';
import { jsonBody, pngBody } from './bodies.ts';
import { lost, wrong, fine, lengthOf, trickle } from './answers.ts';

export const CONNECTION: readonly Fault[] = [
  { number: 3, title: 'reset before headers', spoil: resetAtOnce, once: fine, always: lost },
  ...[0, 1, 2, 3].map((quarter): Fault => ({
    number: 4,
    title: `reset mid-body (${String(quarter)})`,
    spoil: (ask) => {
      const { body } = ask.artifact;
      const at = [0, 1, Math.floor(body.length / 2), body.length - 1][quarter] ?? 0;
      sendRawAndReset(ask, [lengthOf(body)], body.subarray(0, at));
    },
    once: fine,
    always: lost,
  })),
  {
    number: 5,
    title: 'shorter than Content-Length',
    spoil: (ask, cut) =>
      sendRaw(ask, [lengthOf(ask.artifact.body)], ask.artifact.body.subarray(0, cut)),
    once: fine,
    always: lost,
  },
  {
    number: 6,
    title: 'longer than Content-Length',
    spoil: (ask, cut) => sendRaw(ask, [lengthOf(cut)], ask.artifact.body),
    once: fine,
    always: ['unverified', 'corrupt', 'failed'],
  },
  {
    number: 6,
    title: 'longer than Content-Length, size unknown',
    row: { file_size: null },
    spoil: (ask, cut) => sendRaw(ask, [lengthOf(cut)], ask.artifact.body),
    once: fine,
    always: ['corrupt', 'failed'],
  },
  {
    number: 7,
    title: 'chunked without final chunk',
    spoil: (ask, cut) =>
      sendRaw(
        ask,
        ['Transfer-Encoding: chunked'],
        Buffer.concat([
          Buffer.from(`${cut.toString(16)}\r\n`),
          ask.artifact.body.subarray(0, cut),
          Buffer.from('\r\n'),
        ]),
      ),
    once: fine,
    always: lost,
  },
  {
    number: 8,
    title: 'close-delimited and short, size listed',
    spoil: (ask, cut) => sendRaw(ask, [], ask.artifact.body.subarray(0, cut)),
    once: fine,
    always: wrong,
  },
  {
    number: 9,
    title: 'close-delimited, no size anywhere',
    row: { file_size: null },
    spoil: (ask) => sendRaw(ask, [], ask.artifact.body),
    once: fine,
    always: fine,
  },
  {
    number: 9,
    title: 'close-delimited and short, format knows its end',
    type: 'har',
    body: jsonBody,
    row: { file_size: null },
    spoil: (ask, cut) => sendRaw(ask, [], ask.artifact.body.subarray(0, cut)),
    once: fine,
    always: wrong,
  },
  {
    number: 9,
    title: 'close-delimited and short image',
    type: 'screenshot_final',
    body: pngBody,
    row: { file_size: null },
    spoil: (ask, cut) => sendRaw(ask, [], ask.artifact.body.subarray(0, cut)),
    once: fine,
    always: wrong,
  },
  {
    number: 41,
    title: 'silent instead of headers',
    spoil: () => undefined,
    once: fine,
    always: lost,
  },
  { number: 41, title: 'trickling body', spoil: (ask) => trickle(ask), once: fine, always: lost },
];
