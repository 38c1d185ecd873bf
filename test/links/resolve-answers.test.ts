import { describe, expect, test } from 'vitest';
import { resolvePlaceholders } from '../../src/links/index.ts';
import { keyOfHref } from '../../src/links/placeholder-key.ts';
import { jsonDocument, llmCallWith, textDocument } from '../support/run-builder.ts';
import {
  BILL_KEY,
  gotoAction,
  INVENTED_KEY,
  KNOWN_GOTO,
  mapOf,
  onlyUse,
  plan,
  runOfOneCall,
  token,
} from './link-run.ts';

describe('an answer', () => {
  test('that could not be parsed is read from the raw response, and nothing came of it', () => {
    const content = JSON.stringify(plan('url', token(BILL_KEY)));
    const document = textDocument(
      'llm_response',
      JSON.stringify({ choices: [{ message: { content } }] }),
    );
    const response = {
      document,
      content: `\`\`\`json\n${content}`,
      contentPointer: '/choices/0/message/content',
      finishReason: 'length',
      finishReasonPointer: undefined,
      refusal: undefined,
      model: undefined,
      outputTokens: undefined,
    };
    const use = onlyUse(
      resolvePlaceholders(runOfOneCall({ parsed: null, call: { parsed: undefined, response } })),
    );
    expect(use).toMatchObject({
      role: 'navigate',
      place: {
        document: 'llm_response',
        pointer: '/choices/0/message/content',
        innerPointer: '/actions/0/url',
      },
      fate: { kind: 'not-executed', reason: 'answer-not-parsed' },
    });
  });

  test('that a later one of the same step replaced did nothing', () => {
    const run = runOfOneCall(KNOWN_GOTO);
    const later = llmCallWith({
      index: 1,
      parsed: jsonDocument('llm_response_parsed', { actions: [] }),
    });
    const use = onlyUse(resolvePlaceholders({ ...run, llmCalls: [...run.llmCalls, later] }));
    expect(use.fate).toEqual({ kind: 'not-executed', reason: 'superseded-answer' });
  });

  test('of a step that was planned ahead and dropped did nothing', () => {
    const use = onlyUse(
      resolvePlaceholders(
        runOfOneCall({ ...KNOWN_GOTO, actions: [], step: { isDiscarded: true } }),
      ),
    );
    expect(use.fate).toEqual({ kind: 'not-executed', reason: 'discarded-step' });
  });

  test('may mention a key in its reasons without any loss', () => {
    const use = onlyUse(
      resolvePlaceholders(
        runOfOneCall({
          parsed: plan('reasoning', `the link ${token(INVENTED_KEY)} looks right`),
          rendered: plan('reasoning', 'the link  looks right'),
          actions: [gotoAction()],
        }),
      ),
    );
    expect(use.fate).toEqual({ kind: 'mentioned' });
  });

  test('with a dropped action is paired by the index in the list of the model', () => {
    const parsed = {
      actions: [
        { action_type: 'CLICK', id: 'AAAB' },
        { action_type: 'GOTO_URL', url: token(BILL_KEY) },
      ],
    };
    const use = onlyUse(
      resolvePlaceholders(
        runOfOneCall({ parsed, actions: [gotoAction({ order: 1, actionId: 'act_goto' })] }),
      ),
    );
    expect(use.action?.actionId).toBe('act_goto');
  });

  test('breaks when the address holds a quote, and the report knows why', () => {
    const quoted = `https://bills.test/?q="${'x'.repeat(150)}"`;
    const use = onlyUse(
      resolvePlaceholders(
        runOfOneCall({
          parsed: plan('url', token(keyOfHref(quoted))),
          rendered: plan('url', 'https://bills.test/?q='),
          actions: [gotoAction()],
          run: { hrefMaps: [mapOf(quoted)] },
        }),
      ),
    );
    expect(use.rendering).toMatchObject({ kind: 'different', hasQuoteInUrl: true });
  });

  test('leaves templates of others alone and lists them apart', () => {
    const report = resolvePlaceholders(
      runOfOneCall({ parsed: plan('text', '{{ policy_number }}', 'INPUT_TEXT') }),
    );
    expect(report.uses).toEqual([]);
    expect(report.templates).toMatchObject([
      { text: '{{ policy_number }}', place: { pointer: '/actions/0/text' } },
    ]);
  });

  test('nested 100 000 levels deep is read without overflow', () => {
    let parsed: unknown = token(BILL_KEY);
    for (let depth = 0; depth < 100_000; depth += 1) parsed = [parsed];
    const use = onlyUse(resolvePlaceholders(runOfOneCall({ parsed, call: { kind: 'other' } })));
    expect(use.role).toBe('extract');
  });
});
