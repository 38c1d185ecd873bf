import { describe, expect, it } from 'vitest';
import { readConsoleLog } from '../../src/artifacts/console-log.ts';
import { decodeText } from '../../src/artifacts/decode-text.ts';
import { readJson } from '../../src/artifacts/json-text.ts';
import { readLlmRequest } from '../../src/artifacts/llm-request.ts';
import { readLlmResponse } from '../../src/artifacts/llm-response.ts';
import { readServerLog } from '../../src/artifacts/server-log.ts';

describe('decodeText', () => {
  it('drops a byte order mark', () => {
    expect(decodeText(new Uint8Array([0xef, 0xbb, 0xbf, 0x7b, 0x7d])).value).toBe('{}');
  });

  it('reads UTF-16 by its mark', () => {
    expect(decodeText(new Uint8Array([0xff, 0xfe, 0x41, 0x00])).value).toBe('A');
  });

  it('keeps what is readable of bad UTF-8 and says so', () => {
    const reading = decodeText(new Uint8Array([0x41, 0xff, 0x42]));
    expect(reading.value).toBe('A\uFFFDB');
    expect(reading.problems.map((problem) => problem.code)).toEqual(['bad-encoding']);
  });
});

describe('readJson', () => {
  it("reads Python's NaN and Infinity as null", () => {
    const reading = readJson('{"a": NaN, "b": [-Infinity, 1], "c": "NaN"}');
    expect(reading.value).toEqual({ a: null, b: [null, 1], c: 'NaN' });
    expect(reading.problems.map((problem) => problem.code)).toEqual(['repaired-json']);
  });

  it.each([
    ['', 'empty'],
    ['{"a": [1, 2', 'truncated'],
    ['<html><body>Sign in</body></html>', 'wrong-content'],
    ['PK\u0003\u0004', 'wrong-content'],
    ['actions: []', 'not-json'],
  ])('names what is wrong with %j', (text, code) => {
    const reading = readJson(text);
    expect(reading.value).toBeUndefined();
    expect(reading.problems.map((problem) => problem.code)).toEqual([code]);
  });
});

describe('readConsoleLog', () => {
  it('keeps a record that spans lines together and finds its URL', () => {
    const log =
      '2026-01-02T03:04:05.000001Z[error]first\nsecond url=https://shop.test/a.js lineNumber=1 columnNumber=2\n2026-01-02T03:04:06.000001Z[log]done url= lineNumber=0 columnNumber=0\n';
    expect(readConsoleLog(log)).toEqual([
      {
        line: 1,
        writtenAt: '2026-01-02T03:04:05.000001',
        level: 'error',
        text: 'first\nsecond',
        url: 'https://shop.test/a.js',
      },
      {
        line: 3,
        writtenAt: '2026-01-02T03:04:06.000001',
        level: 'log',
        text: 'done',
        url: undefined,
      },
    ]);
  });

  it('leaves out what stands before the first record', () => {
    expect(readConsoleLog('half a line\n')).toEqual([]);
  });
});

describe('readServerLog', () => {
  it('takes the message of both log formats and keeps the index of each event', () => {
    const records = readServerLog([
      { event: 'Scraped website', level: 'info', timestamp: '2026-01-02T03:04:05Z' },
      7,
      { msg: 'Action failed | request_id=r1, task_id=t', level: 'error' },
    ]).value;
    expect(records?.map(({ index, event }) => [index, event])).toEqual([
      [0, 'Scraped website'],
      [2, 'Action failed'],
    ]);
  });

  it('refuses what is no array', () => {
    expect(readServerLog({ event: 'x' }).problems.map((problem) => problem.code)).toEqual([
      'wrong-shape',
    ]);
  });
});

describe('readLlmResponse', () => {
  it('reads a chat completion with places to point at', () => {
    const answer = readLlmResponse({
      model: 'm',
      choices: [{ finish_reason: 'length', message: { content: '{"a', refusal: null } }],
      usage: { completion_tokens: 9 },
    });
    expect(answer).toMatchObject({
      content: '{"a',
      contentPointer: '/choices/0/message/content',
      finishReason: 'length',
      finishReasonPointer: '/choices/0/finish_reason',
      outputTokens: 9,
    });
  });

  it('reads an Anthropic message, whose text is not its first part', () => {
    const answer = readLlmResponse({
      content: [
        { type: 'thinking', thinking: 'h' },
        { type: 'text', text: 'yes' },
      ],
      stop_reason: 'end_turn',
    });
    expect(answer).toMatchObject({
      content: 'yes',
      contentPointer: '/content/1/text',
      finishReason: 'end_turn',
      finishReasonPointer: '/stop_reason',
    });
  });

  it('says nothing of a value stored without provider object', () => {
    expect(readLlmResponse({ result: 5 })).toMatchObject({
      content: undefined,
      contentPointer: undefined,
      finishReason: undefined,
    });
  });
});

describe('readLlmRequest', () => {
  it('counts images of both providers', () => {
    const messages = [
      { content: 'text' },
      { content: [{ type: 'text' }, { type: 'image_url' }, { type: 'image' }] },
    ];
    expect(readLlmRequest({ model: 'm', messages })).toEqual({ model: 'm', imageCount: 2 });
  });
});
