import { expect, test } from 'vitest';
import { decodeAnswers, resolvePlaceholders } from '../../src/links/index.ts';
import { keyOfHref } from '../../src/links/placeholder-key.ts';
import { textDocument } from '../support/run-builder.ts';
import { BILL, BILL_KEY, INVENTED_KEY, mapOf, plan, runOfOneCall, token } from './link-run.ts';

const plain = (text: string): string => text;

function decode(
  run: Parameters<typeof resolvePlaceholders>[0],
  redact?: typeof plain,
): ReadonlyMap<string, string> {
  const copies = decodeAnswers(run, resolvePlaceholders(run), redact);
  return new Map(
    copies.map(({ name, writeTo }) => {
      const chunks: string[] = [];
      writeTo((chunk) => chunks.push(chunk));
      return [name, chunks.join('')];
    }),
  );
}

test('a parsed answer gets its addresses back, and unknown keys stay in sight', () => {
  const run = runOfOneCall({ parsed: { a: token(BILL_KEY), b: token(INVENTED_KEY) } });
  const copy = decode(run, plain).get('call-000.llm_response_parsed.json') ?? '';
  expect(JSON.parse(copy)).toEqual({ a: BILL, b: token(INVENTED_KEY) });
});

test('a raw answer stays valid JSON inside JSON, even with quotes in the address', () => {
  const url = `https://bills.test/?q="${'x'.repeat(150)}"`;
  const content = JSON.stringify(plan('url', token(keyOfHref(url))));
  const document = textDocument('llm_response', JSON.stringify({ content }));
  const run = runOfOneCall({
    parsed: {},
    call: {
      response: {
        document,
        content,
        contentPointer: '/content',
        finishReason: undefined,
        finishReasonPointer: undefined,
        refusal: undefined,
        model: undefined,
        outputTokens: undefined,
      },
    },
    run: { hrefMaps: [mapOf(url)] },
  });
  const copy: unknown = JSON.parse(decode(run, plain).get('call-000.llm_response.json') ?? '');
  expect(copy).toEqual({ content: JSON.stringify(plan('url', url)) });
});

test('queries are hidden unless somebody asks for them', () => {
  const copy = decode(runOfOneCall({ parsed: { a: token(BILL_KEY) } })).get(
    'call-000.llm_response_parsed.json',
  );
  expect(JSON.parse(copy ?? '')).toEqual({ a: 'https://bills.test/open?…' });
});
