import { sendBody } from '../../support/fake-skyvern.ts';
import { type Fault } from './fault.ts';
import { jsonBody, pngBody, zipLike, page } from './bodies.ts';
import { lost, wrong, fine } from './answers.ts';

export const CONTENT: readonly Fault[] = [
  ...(
    [
      'har',
      'screenshot_llm',
      'trace',
      'llm_response',
      'visible_elements_tree',
      'recording',
    ] as const
  ).map((type): Fault => ({
    number: 16,
    title: `HTML page instead of ${type}`,
    type,
    row: { file_size: null },
    body:
      type === 'har' || type.startsWith('llm') || type.startsWith('visible')
        ? jsonBody
        : type === 'trace'
          ? zipLike
          : pngBody,
    spoil: (ask) => sendBody(ask.response, page, { 'content-type': 'text/html' }),
    once: fine,
    always: wrong,
  })),
  {
    number: 16,
    title: 'XML error instead of a HAR',
    type: 'har',
    body: jsonBody,
    row: { file_size: null },
    spoil: (ask) => sendBody(ask.response, Buffer.from('<?xml version="1.0"?><Error/>')),
    once: fine,
    always: wrong,
  },
  {
    number: 17,
    title: 'empty body',
    spoil: (ask) => sendBody(ask.response, Buffer.alloc(0)),
    once: fine,
    always: wrong,
  },
  {
    number: 17,
    title: 'empty body, listed as empty',
    body: () => Buffer.alloc(0),
    spoil: (ask) => sendBody(ask.response, Buffer.alloc(0)),
    once: ['empty'],
    always: ['empty'],
  },
  {
    number: 18,
    title: '204',
    spoil: (ask) => void ask.response.writeHead(204).end(),
    once: fine,
    always: lost,
  },
  {
    number: 18,
    title: '206 that nobody asked for',
    spoil: (ask, cut) =>
      void ask.response
        .writeHead(206, {
          'content-length': cut,
          'content-range': `bytes 0-${String(cut - 1)}/${String(ask.artifact.body.length)}`,
        })
        .end(ask.artifact.body.subarray(0, cut)),
    once: fine,
    always: lost,
  },
  {
    number: 32,
    title: 'null signed_url',
    row: { signed_url: null },
    spoil: (ask) => sendBody(ask.response, ask.artifact.body),
    once: fine,
    always: fine,
  },
  {
    number: 34,
    title: 'unknown type, extra fields, no dates',
    type: 'hologram',
    row: { created_at: undefined, novelty: { deep: [1] } },
    spoil: (ask) => sendBody(ask.response, ask.artifact.body),
    once: fine,
    always: fine,
  },
];
