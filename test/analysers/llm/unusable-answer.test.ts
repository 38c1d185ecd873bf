import { describe, expect, test } from 'vitest';
import { readLlmResponse } from '../../../src/artifacts/llm-response.ts';
import type { LlmCall } from '../../../src/run/run.ts';
import { artifactSource } from '../../support/run-builder.ts';
import { diagnoseStory, told, type StoryStep } from '../../support/story-builder.ts';

const PAGE = '<h1 unique_id="AAAA">Orders</h1><button unique_id="AAAB">Reorder</button>';

function answered(response: unknown, parsed: unknown = { actions: [] }): Partial<LlmCall> {
  const document = { source: artifactSource('llm_response'), text: JSON.stringify(response) };
  return {
    kind: 'extract-actions',
    response: { document, ...readLlmResponse(response) },
    parsed: { source: artifactSource('llm_response_parsed'), value: parsed },
  };
}

function chat(message: Record<string, unknown>, finish: string | null = 'stop'): unknown {
  return { choices: [{ message, finish_reason: finish }] };
}

function failed(call: Partial<LlmCall>, exception?: string): StoryStep {
  const parts = { status: 'failed', exception, order: 0 };
  return { url: 'https://shop.test/', html: PAGE, calls: [call], parts };
}

function cause(response: unknown, exception?: string): string {
  return told({ goal: 'Reorder.', steps: [failed(answered(response), exception)] });
}

describe('a refusal', () => {
  test.each([
    "I'm sorry, but I can't assist with that request.",
    'I cannot help with bypassing the age check.',
    'Es tut mir leid, aber dabei kann ich nicht helfen.',
    'Je ne peux pas vous aider à effectuer cet achat.',
    'Lo siento, pero no puedo ayudar con esa solicitud.',
    'Mi dispiace, ma non posso aiutarti con questo.',
    'Het spijt me, maar ik kan hier niet aan meewerken.',
    '{"thoughts": "This goes against our usage policies, so I decline to help with it.", "actions": []}',
  ])('is seen in prose: %s', (content) => {
    expect(cause(chat({ content }))).toBe('llm.refusal@0');
  });

  test('is seen in its own field when there is no content', () => {
    const response = chat({ content: null, refusal: 'I can’t do that.' });
    const { verdict, findings } = diagnoseStory({
      goal: 'Reorder.',
      steps: [failed(answered(response))],
    });
    expect(verdict.cause).toBe('llm.refusal');
    expect(findings[0]?.evidence[0]?.locator).toEqual({
      kind: 'json',
      pointer: '/choices/0/message/refusal',
    });
  });

  test.each(['content_filter', 'SAFETY', 'PROHIBITED_CONTENT'])(
    'is what a provider’s filter does: %s',
    (finish) => {
      expect(cause(chat({ content: null }, finish))).toBe('llm.refusal@0');
    },
  );

  test('is what Claude’s API calls one', () => {
    expect(cause({ content: [{ type: 'text', text: '' }], stop_reason: 'refusal' })).toBe(
      'llm.refusal@0',
    );
  });
});

describe('an answer that was cut off', () => {
  test.each([
    chat({ content: '{"actions": [{"action_type": "CLI' }, 'length'),
    chat({ content: null }, 'length'),
    chat({ content: '' }, 'MAX_TOKENS'),
    { content: [{ type: 'text', text: '{"act' }], stop_reason: 'max_tokens' },
  ])('is told by why the model stopped', (response) => {
    expect(cause(response)).toBe('llm.truncated@0');
  });

  test('is no trouble when it led to actions', () => {
    const parsed = { actions: [{ action_type: 'CLICK', id: 'AAAB' }] };
    const call = answered(chat({ content: '{"actions":[{…' }, 'length'), parsed);
    const step: StoryStep = {
      url: 'https://shop.test/',
      html: PAGE,
      plan: [{ type: 'click', id: 'AAAB' }],
      calls: [call],
    };
    expect(told({ goal: 'Reorder.', steps: [step], status: 'completed' })).toBe('healthy');
  });
});

describe('an answer without actions', () => {
  test.each([
    'First open the order, then press Reorder.',
    'actions:\n  - action_type: CLICK\n    id: AAAB',
    '{"action_plan": "I cannot proceed, the page shows no order.", "actions": []}',
    '[]',
  ])('cannot be read: %s', (content) => {
    expect(cause(chat({ content }))).toBe('llm.parse_failure@0');
  });

  test('is told by its exception alone', () => {
    const steps = [failed({}, 'EmptyLLMResponseError')];
    expect(told({ goal: 'Reorder.', steps })).toBe('llm.parse_failure@0');
  });

  test('is forgiven when the next attempt acted', () => {
    const next: StoryStep = {
      url: 'https://shop.test/',
      html: PAGE,
      plan: [{ type: 'click', id: 'AAAB' }],
      after: '<h1>Thank you</h1><p>Your order was placed.</p>',
      parts: { order: 0, retryIndex: 1 },
    };
    const steps = [failed(answered(chat({ content: 'Press Reorder.' }))), next];
    expect(told({ goal: 'Reorder.', steps, status: 'completed' })).toBe('healthy');
  });
});
