import { citeLog, distinctEvidence, type Evidence } from '../../run/evidence.ts';
import { citeReason, matchReasons } from '../../run/facts/failure-reason.ts';
import { llmException, type LlmException } from '../../run/facts/llm-exceptions.ts';
import {
  classifyProviderWords,
  PROVIDER_WORDS,
  providerStatus,
} from '../../run/facts/provider-words.ts';
import type { LogEvent, Run, Step } from '../../run/run.ts';
import { counted } from '../../support/count-words.ts';
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
    const failed = run.steps.flatMap((step) => providerFailure(step) ?? []);
    const lasting = failed.filter(({ step }) => !wasOvercome(run, step));
    const [first] = lasting.length > 0 ? lasting : failed;
    return first === undefined
      ? []
      : [providerFinding(run, first, lasting.length > 0 ? lasting : failed)];
  },
});

type Code = 'llm.provider_error' | 'llm.rate_limited' | 'llm.context_overflow';

/** What the answer, and not the API, is to blame for belongs to other causes. */
const ABOUT_THE_ANSWER =
  /^(?:InvalidLLMResponse\w*|EmptyLLMResponse\w*|LLMOutputTruncated\w*|LLMResponse\w*|LLMContentFilter\w*|ContentPolicyViolationError|FailedToParse\w*)$/;
/** Fields of log events that hold a provider's own words. */
const WORDS = ['exception', 'error', 'error_message', 'exc_info', 'error_details', 'event'];

function providerFailure(step: Step): LlmException | undefined {
  const thrown = llmException(step);
  return thrown === undefined || ABOUT_THE_ANSWER.test(thrown.name) ? undefined : thrown;
}

/** A later attempt or step got an answer, so the trouble had passed. */
function wasOvercome(run: Run, failed: Step): boolean {
  return run.steps
    .slice(run.steps.indexOf(failed) + 1)
    .some(
      (step) =>
        step.taskId === failed.taskId &&
        step.createdAtMs !== undefined &&
        step.llmCalls.some(
          (call) =>
            call.parsed !== undefined &&
            call.kind !== 'summary' &&
            call.kind !== 'max-steps-summary' &&
            call.kind !== 'user-errors',
        ),
    );
}

function providerFinding(
  run: Run,
  first: LlmException,
  failed: readonly LlmException[],
): Finding<Code> {
  const { step } = first;
  const logged = providerWords(
    run,
    failed.map((failure) => failure.step),
  );
  const words = [...logged.map(({ text }) => text), ...failed.map(({ message }) => message)].join(
    '\n',
  );
  const reasons = matchReasons(run, REASONS);
  const said = [first.name, words, ...reasons.map(({ match }) => match[0])].join('\n');
  const code = `llm.${classifyProviderWords(said)}` as const;
  return {
    code,
    title: TITLES[code](step, failed.length, providerStatus(words)),
    explanation: `Prompt and request were written, but no response came back in ${counted(failed.length, 'attempt')}; the page and the site had no part in it.`,
    bearing: {
      tier: 'typed',
      confidence: 0.95,
      persistence: wasOvercome(run, step) ? 'recovered' : 'persistent',
    },
    step,
    atMs: step.modifiedAtMs,
    locus: first.name,
    evidence: [
      first.evidence,
      ...distinctEvidence(logged.map(({ cite }) => cite)).slice(0, 3),
      ...reasons.slice(0, 1).map((hit) => citeReason(hit, 'what the run says of it')),
    ],
  };
}

/** Skyvern passes the provider's words on when it gives up. */
const REASONS = [/LLM (?:service|provider) errors?[^\n]{0,300}/i, /Error details: [^\n]{0,300}/];

const TITLES = {
  'llm.provider_error': (step, count, status) =>
    `The model's API failed on every call of step ${step.order} (${counted(count, 'attempt')}${status === undefined ? '' : `; ${status}`}), so no action was planned.`,
  'llm.rate_limited': (step, count) =>
    `The model's API refused every call of step ${step.order} because of its rate limit (${counted(count, 'attempt')}).`,
  'llm.context_overflow': (step) =>
    `The prompt of step ${step.order} was longer than the model accepts.`,
} satisfies Record<Code, (step: Step, count: number, status: string | undefined) => string>;

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

/** The provider's own words out of a traceback: lines of code around them may name any error. */
function wordsOf(event: LogEvent): readonly { readonly text: string; readonly cite: Evidence }[] {
  for (const field of WORDS) {
    const whole = asText(event.fields[field])?.slice(-MAX_TRACEBACK_CHARS);
    const [first] = whole === undefined ? [] : whole.matchAll(ALL_PROVIDER_WORDS);
    if (whole === undefined || first === undefined) continue;
    const said = [...whole.matchAll(ALL_PROVIDER_WORDS)].map((match) => match[0]);
    const cite = citeLog(
      { ...event, fields: { ...event.fields, [field]: first[0].slice(0, 300) } },
      field,
      'the words of the provider, in the server log',
    );
    return [{ text: said.join('\n'), cite }];
  }
  return [];
}

const MAX_TRACEBACK_CHARS = 200_000;
const ALL_PROVIDER_WORDS = new RegExp(PROVIDER_WORDS.source, 'g');
