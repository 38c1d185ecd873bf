import { describe, expect, test } from 'vitest';
import type { RankedFinding } from '../../../src/diagnosis/rank.ts';
import { buildLlmCalls } from '../../../src/diagnosis/views/llm-calls.ts';
import { resolvePlaceholders } from '../../../src/links/index.ts';
import { citeWhole } from '../../../src/run/evidence.ts';
import type { LlmCall, LlmResponse, Run } from '../../../src/run/run.ts';
import { sha256Hex } from '../../../src/support/sha256.ts';
import type { SourceRef } from '../../../src/support/source-ref.ts';
import {
  hrefMapWith,
  jsonDocument,
  llmCallWith,
  runWith,
  stepWith,
  textDocument,
} from '../../support/run-builder.ts';

function answer(content: string, parts: Partial<LlmResponse> = {}): LlmResponse {
  return {
    document: textDocument('llm_response', JSON.stringify({ choices: [content] })),
    content,
    contentPointer: '/choices/0',
    finishReason: 'stop',
    finishReasonPointer: undefined,
    refusal: undefined,
    model: 'gpt-4.1',
    outputTokens: 12,
    ...parts,
  };
}

function callsOf(
  calls: readonly Partial<LlmCall>[],
  parts: Partial<Run> = {},
  ranked: readonly RankedFinding[] = [],
): ReturnType<typeof buildLlmCalls> {
  const llmCalls = calls.map((call, index) => llmCallWith({ index, ...call }));
  const run = runWith({ llmCalls, steps: [stepWith()], ...parts });
  return buildLlmCalls(run, { links: resolvePlaceholders(run), ranked, decisiveStepId: null });
}

function findingCiting(source: SourceRef, code: string): RankedFinding {
  return {
    role: 'primary',
    confidence: 0.9,
    explainedBy: undefined,
    finding: {
      code,
      title: code,
      explanation: '',
      bearing: { tier: 'typed', confidence: 0.9, persistence: 'persistent' },
      evidence: [citeWhole(source, 'the answer')],
    },
  };
}

describe('the texts of a model call', () => {
  test('a long prompt keeps both ends and its true length', () => {
    const prompt = textDocument('llm_prompt', `${'rule '.repeat(3_000)}the goal`);
    const [row] = callsOf([{ prompt }]);
    expect(row?.prompt?.head.length).toBeLessThanOrEqual(200);
    expect(row?.prompt?.tail).toMatch(/the goal$/);
    expect(row?.prompt?.length).toBe(prompt.text.length);
  });

  test('a short answer stands whole', () => {
    const [row] = callsOf([{ response: answer('{"actions":[]}') }]);
    expect(row?.response).toMatchObject({ head: '{"actions":[]}', tail: null, length: 14 });
  });

  test('a parsed answer that repeats the written one is left out, another one is not', () => {
    const rows = callsOf([
      { response: answer('```json\n{"a": 1}\n```'), parsed: jsonDocument('p', { a: 1 }) },
      { response: answer('{"a": 1'), parsed: jsonDocument('p', { a: 1 }) },
    ]);
    expect(rows.map(({ parsed }) => parsed === null)).toEqual([true, false]);
  });

  test('a link that Skyvern lost is put back in a copy of its own', () => {
    const url = 'https://shop.test/receipt?token=abc';
    const key = `_${sha256Hex(url)}`;
    const map = hrefMapWith([[key, url]]);
    const actions = (text: string): unknown => ({ actions: [{ action_type: 'INPUT_TEXT', text }] });
    const [row] = callsOf(
      [
        {
          hrefMap: map,
          parsed: jsonDocument('llm_response_parsed', actions(`{{${key}}}`)),
          rendered: jsonDocument('llm_response_rendered', actions('')),
        },
      ],
      { hrefMaps: [map] },
    );
    expect(row?.rendered?.head).not.toContain(url);
    expect(row?.decoded?.head).toContain(url);
  });

  test('very many calls share what one report can hold', () => {
    const prompt = textDocument('llm_prompt', 'word '.repeat(4_000));
    const calls = Array.from({ length: 1_200 }, () => ({
      prompt,
      response: answer('word '.repeat(4_000)),
    }));
    expect(JSON.stringify(callsOf(calls)).length).toBeLessThan(1_000_000);
  });
});

describe('whether a call went wrong', () => {
  test.each([
    [{ finishReason: 'length' }, 'cut off at the output limit'],
    [{ finishReason: 'content_filter' }, 'stopped by a content filter'],
    [{ refusal: 'I cannot help with that.' }, 'refused: I cannot help with that.'],
  ])('%o is a problem', (parts, note) => {
    const [row] = callsOf([
      { response: answer('{}', parts), parsed: jsonDocument('llm_response_parsed', {}) },
    ]);
    expect(row).toMatchObject({ is_problem: true, note });
  });

  test('an answer that a finding about the model cites is a problem', () => {
    const response = answer('{}');
    const finding = findingCiting(response.document.source, 'agent.hallucinated_element_id');
    const [row] = callsOf([{ response, parsed: jsonDocument('p', {}) }], {}, [finding]);
    expect(row).toMatchObject({
      is_problem: true,
      note: 'evidence for agent.hallucinated_element_id',
    });
  });

  test('a missing answer is a problem only where the bundle has all answers that were listed', () => {
    const prompt = textDocument('llm_prompt', 'the goal');
    const row = { artifactType: 'llm_response', listed: 2, unreadable: 0, notes: [] };
    const [whole] = callsOf([{ prompt }], { coverage: [{ ...row, present: 2 }] });
    const [partial] = callsOf([{ prompt }], { coverage: [{ ...row, present: 1 }] });
    expect([whole?.is_problem, partial?.is_problem]).toEqual([true, false]);
  });

  test('free text for a text prompt outside of steps is none', () => {
    const [row] = callsOf([{ stepId: undefined, response: answer('A summary.') }]);
    expect(row?.is_problem).toBe(false);
  });
});
