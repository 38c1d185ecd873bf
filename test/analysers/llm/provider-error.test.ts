import { describe, expect, test } from 'vitest';
import { classifyProviderWords } from '../../../src/run/facts/provider-words.ts';
import type { LogEvent } from '../../../src/run/run.ts';
import { artifactSource, actionResultWith, actionWith } from '../../support/run-builder.ts';
import { diagnoseStory, told, type Story, type StoryStep } from '../../support/story-builder.ts';

test.each([
  'Error code: 429 - Rate limit reached for gpt-4o on tokens per min (TPM)',
  "Error code: 429 - {'error': {'code': 'insufficient_quota'}}",
  'ThrottlingException: Too many tokens per day, please wait before trying again.',
  '429 RESOURCE_EXHAUSTED. Quota exceeded for requests',
])('a rate limit: %s', (words) => {
  expect(classifyProviderWords(words)).toBe('rate_limited');
});

test.each([
  "This model's maximum context length is 128000 tokens, however you requested 190000 tokens",
  'prompt is too long: 213000 tokens > 200000 maximum',
  'The input token count (1204000) exceeds the maximum number of tokens allowed (1048576).',
  'Input is too long for requested model.',
  'Please reduce the length of the messages or completion.',
  'input length and `max_tokens` exceed context limit: 199000 + 8192 > 200000',
])('a prompt that is too long: %s', (words) => {
  expect(classifyProviderWords(words)).toBe('context_overflow');
});

test.each([
  'AuthenticationError: Error code: 401 - Incorrect API key provided',
  'Error code: 402 - Payment required: your account has no credits',
  'Error code: 404 - The model `gpt-9` does not exist or you do not have access to it.',
  'Error code: 529 - overloaded_error: Overloaded',
  'InternalServerError: Error code: 500',
  'APIConnectionError: Connection error.',
  'Timeout: Request timed out after 600 s',
])('any other trouble of the API: %s', (words) => {
  expect(classifyProviderWords(words)).toBe('provider_error');
});

const PAGE = '<h1 unique_id="AAAA">Tariffs</h1><button unique_id="AAAB">Compare</button>';

function failing(exception: string, retryIndex = 0): StoryStep {
  const parts = { exception, status: 'failed', order: 0, retryIndex };
  return { url: 'https://tariffs.test/', html: PAGE, calls: [{}], parts };
}

function logged(text: string): readonly LogEvent[] {
  const place = { source: artifactSource('skyvern_log_raw'), pointer: '/0' };
  const fields = { exception: `Traceback\n${text}`, event: 'LLM call failed' };
  return [
    {
      place,
      atMs: undefined,
      level: 'error',
      event: 'LLM call failed',
      stepId: 'stp_0',
      taskId: undefined,
      fields,
    },
  ];
}

const GOAL = 'Compare the tariffs.';

describe('steps that got no answer from the model', () => {
  test('are the provider’s when only the exception is known', () => {
    const steps = [failing('LLMProviderErrorRetryableTask'), failing('LLMProviderError', 1)];
    expect(told({ goal: GOAL, steps })).toBe('llm.provider_error@0');
  });

  test('take the kind of trouble from the log', () => {
    const steps = [failing('LLMProviderError')];
    const story = (words: string): Story => ({
      goal: GOAL,
      steps,
      parts: { serverLog: logged(words) },
    });
    expect(told(story('litellm.BadRequestError: Input is too long for requested model.'))).toBe(
      'llm.context_overflow@0',
    );
    const { findings } = diagnoseStory(story('openai.RateLimitError: Error code: 429 - slow down'));
    expect(findings[0]?.code).toBe('llm.rate_limited');
    expect(findings[0]?.evidence.map((item) => item.excerpt).join()).toContain('RateLimitError');
  });

  test('count too when the exception is that of an action', () => {
    const result = actionResultWith({ isSuccess: false, exceptionType: 'LLMProviderError' });
    const actions = [actionWith({ type: 'extract', status: 'failed', results: [result] })];
    const steps = [{ ...failing(''), parts: { exception: undefined, status: 'failed', actions } }];
    expect(told({ goal: GOAL, steps })).toBe('llm.provider_error@0');
  });

  const click: StoryStep = {
    url: 'https://tariffs.test/',
    html: PAGE,
    plan: [{ type: 'click', id: 'AAAB' }],
    after: '<h1>Comparison</h1><p>Two tariffs</p>',
  };

  test('are no trouble when a retry got one', () => {
    const steps = [
      failing('LLMProviderErrorRetryableTask'),
      { ...click, parts: { order: 0, retryIndex: 1 } },
    ];
    expect(told({ goal: GOAL, steps, status: 'completed' })).toBe('healthy');
  });

  test('count from the outage that lasted, not from an earlier hiccup', () => {
    const steps = [
      failing('LLMProviderErrorRetryableTask'),
      { ...click, parts: { order: 0, retryIndex: 1 } },
      {
        ...failing('LLMProviderErrorRetryableTask'),
        parts: { exception: 'LLMProviderError', status: 'failed', order: 1 },
      },
    ];
    expect(told({ goal: GOAL, steps })).toBe('llm.provider_error@1');
  });
});
