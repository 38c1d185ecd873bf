import { citeJson, citeLog, distinctEvidence, type Evidence } from '../../run/evidence.ts';
import type { LogEvent, Run, Step } from '../../run/run.ts';
import { asText } from '../../support/unknown.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';

/**
 * The model's API failed: steps end with an LLM exception, with prompt and request but no response. The status and words of the provider
 * are only in the server log. The client repeats 5xx and 429 by itself, so a lone hiccup leaves no failed step.
 */
export const providerError = defineAnalyser({
  id: 'llm.provider_error',
  needs: ['steps'],
  findings: {
    'llm.provider_error': {
      meaning: 'The API of the language model answered with errors, so no action could be planned.',
      owner: 'llm',
      retry: 'later',
      fixes: [
        'Look at the status page of the model provider and run again when it has recovered.',
        'Configure a fallback model (LLM router) for outages.',
      ],
    },
    'llm.rate_limited': {
      meaning: 'The API of the language model refused calls because of its rate limit.',
      owner: 'llm',
      retry: 'later',
      fixes: [
        'Raise the limit of the account or spread the runs over time.',
        'Use a model with a higher limit of tokens per minute.',
      ],
    },
    'llm.context_overflow': {
      meaning: 'The prompt was longer than the model accepts.',
      owner: 'llm',
      retry: 'after-change',
      fixes: [
        'Use a model with a larger context window.',
        'Start on a smaller page, or split the task into blocks on narrower pages.',
      ],
    },
  },
  run: (run) => {
    const failed = run.steps.filter((step) => LLM_EXCEPTION.test(step.exception ?? ''));
    const [first] = failed;
    return first === undefined ? [] : [providerFinding(run, first, failed)];
  },
});

type Code = 'llm.provider_error' | 'llm.rate_limited' | 'llm.context_overflow';

const LLM_EXCEPTION =
  /^(?:LLMProviderError\w*|SkyvernContextWindowExceededError|LLMRateLimit\w*|RateLimitError)$/;
const OVERFLOW =
  /context_length_exceeded|maximum context length|prompt is too long|context window|ContextWindowExceeded|too many tokens|input is too long/i;
const RATE_LIMIT =
  /\b429\b|RateLimitError|rate.?limit|too many requests|insufficient_quota|tokens per min|overloaded_error/i;
/** Fields of log events that hold a provider's own words. */
const WORDS = ['exception', 'error', 'error_message', 'exc_info', 'event'];

function providerFinding(run: Run, first: Step, failed: readonly Step[]): Finding<Code> {
  const logged = providerWords(run, failed);
  const code = classify(first.exception ?? '', logged.map(({ text }) => text).join('\n'));
  const persistence = run.steps.some(
    (step) =>
      step.createdAtMs !== undefined &&
      step.llmCalls.some((call) => call.parsed !== undefined) &&
      isLater(step, failed),
  )
    ? 'recovered'
    : 'persistent';
  return {
    code,
    title: TITLES[code](first, failed.length),
    explanation: `Prompt and request were written, but no response came back in ${failed.length} attempt${failed.length === 1 ? '' : 's'}; the page and the site had no part in it.`,
    bearing: { tier: 'typed', confidence: 0.95, persistence },
    step: first,
    atMs: first.modifiedAtMs,
    locus: first.exception ?? '',
    evidence: [
      citeException(first),
      ...distinctEvidence(logged.map(({ cite }) => cite)).slice(0, 3),
    ],
  };
}

const TITLES = {
  'llm.provider_error': (step, count) =>
    `The model's API failed on every call of step ${step.order} (${count} attempts), so no action was planned.`,
  'llm.rate_limited': (step, count) =>
    `The model's API refused every call of step ${step.order} because of its rate limit (${count} attempts).`,
  'llm.context_overflow': (step) =>
    `The prompt of step ${step.order} was longer than the model accepts.`,
} satisfies Record<Code, (step: Step, count: number) => string>;

function classify(exception: string, words: string): Code {
  if (OVERFLOW.test(exception) || OVERFLOW.test(words)) return 'llm.context_overflow';
  if (RATE_LIMIT.test(exception) || RATE_LIMIT.test(words)) return 'llm.rate_limited';
  return 'llm.provider_error';
}

function providerWords(
  run: Run,
  failed: readonly Step[],
): readonly { readonly text: string; readonly cite: Evidence }[] {
  const stepIds = new Set(failed.map((step) => step.stepId));
  return (run.serverLog ?? []).flatMap((event) =>
    isAboutLlm(event, stepIds) ? wordsOf(event) : [],
  );
}

function isAboutLlm(event: LogEvent, stepIds: ReadonlySet<string>): boolean {
  const isError = ['error', 'warning', 'critical', 'exception'].includes(event.level);
  return (
    isError &&
    (event.stepId === undefined || stepIds.has(event.stepId)) &&
    /LLM|litellm|provider/i.test(`${event.event} ${asText(event.fields['exception']) ?? ''}`)
  );
}

function wordsOf(event: LogEvent): readonly { readonly text: string; readonly cite: Evidence }[] {
  const field = WORDS.find(
    (name) =>
      asText(event.fields[name]) !== undefined &&
      PROVIDER_WORDS.test(asText(event.fields[name]) ?? ''),
  );
  const text = field === undefined ? undefined : asText(event.fields[field]);
  if (field === undefined || text === undefined) return [];
  const start = text.search(PROVIDER_WORDS);
  const cite = citeLog(
    { ...event, fields: { ...event.fields, [field]: text.slice(start, start + 300) } },
    field,
    'the words of the provider, in the server log',
  );
  return [{ text, cite }];
}

const PROVIDER_WORDS =
  /(?:\w{1,40}\.){0,4}\w{0,40}(?:RateLimitError|ContextWindowExceededError|InternalServerError|ServiceUnavailableError|APIError|APIConnectionError|AuthenticationError|BadRequestError|Timeout)\b[^\n]{0,300}/;

function citeException(step: Step): Evidence {
  const place = {
    source: step.place.source,
    pointer: `${step.place.pointer}/output/step_exception`,
  };
  return citeJson(
    place,
    step.exception ?? '',
    'the exception that ended the step',
    step.modifiedAtMs,
  );
}

function isLater(step: Step, failed: readonly Step[]): boolean {
  return failed.every((other) => (step.createdAtMs ?? 0) > (other.createdAtMs ?? 0));
}
