import { citeJson, citeJsonPart, type Evidence } from '../../run/evidence.ts';
import { realSteps } from '../../run/facts/progress.ts';
import { llmException } from '../../run/facts/llm-exceptions.ts';
import { findRefusal, isUnwilling } from '../../run/facts/refusal-words.ts';
import type { LlmCall, LlmResponse, Run, Step } from '../../run/run.ts';
import { times } from '../../support/count-words.ts';
import { asArray, at } from '../../support/unknown.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';

/**
 * The model answered, but not with actions: cut off at its output limit, refused, blocked by a content filter, prose instead of JSON, or no actions at all. Skyvern's parsed
 * file looks alike for all of them (`{"actions": []}`), so only the raw answer tells. An answer that could be repaired and led to actions is no failure.
 */
export const unusableAnswer = defineAnalyser({
  id: 'llm.unusable_answer',
  needs: ['steps', 'llmCalls'],
  findings: {
    'llm.truncated': {
      meaning: 'The answer of the model was cut off at its output limit.',
      owner: 'llm',
      retry: 'after-change',
      fixes: [
        'Raise the limit of output tokens of the model, or lower its reasoning effort.',
        'Split the task so that fewer actions are planned at once.',
      ],
    },
    'llm.refusal': {
      meaning: 'The model refused to do the task.',
      owner: 'llm',
      retry: 'after-change',
      fixes: [
        'Word the goal so that its legitimate purpose is clear.',
        'Use a model or deployment whose content filter allows the task.',
      ],
    },
    'llm.parse_failure': {
      meaning: 'The model answered in a form from which no actions could be read.',
      owner: 'llm',
      retry: 'later',
      fixes: [
        'Use a model that keeps to JSON answers, or one with structured output.',
        'Shorten the goal: long free text in it invites free text back.',
      ],
    },
  },
  run: (run) => {
    const all = realSteps(run).flatMap((step) => judgeStep(step) ?? []);
    const lasting = all.filter(({ step }) => !wentOn(run, step));
    const failures = lasting.length > 0 ? lasting : all;
    const [first] = failures;
    return first === undefined ? [] : [answerFinding(run, first, failures)];
  },
});

type Code = 'llm.truncated' | 'llm.refusal' | 'llm.parse_failure';

interface BadAnswer {
  readonly code: Code;
  readonly step: Step;
  readonly evidence: readonly [Evidence, ...Evidence[]];
  readonly words: string | undefined;
}

const EXCEPTIONS = new Map<string, Code>([
  ['LLMOutputTruncatedError', 'llm.truncated'],
  ['InvalidLLMResponseFormat', 'llm.parse_failure'],
  ['LLMResponseMissingActionsError', 'llm.parse_failure'],
  ['EmptyLLMResponseError', 'llm.parse_failure'],
  ['FailedToParseActionInstruction', 'llm.parse_failure'],
  ['LLMResponseBlockedError', 'llm.refusal'],
  ['LLMContentFilterError', 'llm.refusal'],
  ['ContentPolicyViolationError', 'llm.refusal'],
]);

/** A step that failed without any action, and whose planning call got an answer. */
function judgeStep(step: Step): BadAnswer | undefined {
  const thrown = llmException(step);
  const typed = EXCEPTIONS.get(thrown?.name ?? '');
  if (typed === undefined && (step.status !== 'failed' || step.actions.length > 0))
    return undefined;
  const call = step.llmCalls.find(
    (candidate) => candidate.response !== undefined && isPlanning(candidate),
  );
  const judged = call?.response === undefined ? undefined : judgeAnswer(call, call.response);
  const exception = typed === undefined || thrown === undefined ? [] : [thrown.evidence];
  if (judged !== undefined)
    return {
      ...judged,
      code: prefer(typed, judged.code),
      step,
      evidence: [judged.evidence, ...judged.more, ...exception],
    };
  const [first] = exception;
  return typed === undefined || first === undefined
    ? undefined
    : { code: typed, step, evidence: [first], words: undefined };
}

/** A truncated answer is also unreadable, and a refusal too: the more specific name wins. */
function prefer(typed: Code | undefined, judged: Code): Code {
  return typed === 'llm.truncated' || typed === 'llm.refusal' ? typed : judged;
}

function isPlanning(call: LlmCall): boolean {
  return (
    call.kind === 'extract-actions' ||
    call.kind === 'unanswered' ||
    call.kind === 'single-action' ||
    call.kind === 'validate' ||
    call.kind === 'extract-information'
  );
}

interface Judged {
  readonly code: Code;
  readonly evidence: Evidence;
  readonly more: readonly Evidence[];
  readonly words: string | undefined;
}

/** Why a provider's model stopped, as the providers call it, lower case. */
const BLOCKED: ReadonlySet<string> = new Set([
  'content_filter',
  'content_filtered',
  'refusal',
  'safety',
  'prohibited_content',
  'blocklist',
  'recitation',
  'spii',
]);
const CUT_OFF: ReadonlySet<string> = new Set([
  'length',
  'max_tokens',
  'max_output_tokens',
  'model_length',
]);

function judgeAnswer(call: LlmCall, response: LlmResponse): Judged | undefined {
  const { content, finishReason, refusal } = response;
  const finish =
    finishReason === undefined || response.finishReasonPointer === undefined
      ? []
      : [
          citeJson(
            { source: response.document.source, pointer: response.finishReasonPointer },
            finishReason,
            'why the model stopped',
          ),
        ];
  const [finishEvidence] = finish;
  const quote =
    content === undefined || response.contentPointer === undefined
      ? []
      : [quoteContent(response, content)];
  const [quoted] = quote;
  const stopped = finishReason?.toLowerCase() ?? '';
  if (BLOCKED.has(stopped) && finishEvidence !== undefined && !hasActions(call))
    return { code: 'llm.refusal', evidence: finishEvidence, more: quote, words: undefined };
  if (CUT_OFF.has(stopped) && finishEvidence !== undefined && !hasActions(call))
    return { code: 'llm.truncated', evidence: finishEvidence, more: quote, words: undefined };
  if (refusal !== undefined && response.refusalPointer !== undefined && !hasActions(call))
    return {
      code: 'llm.refusal',
      evidence: citeJson(
        { source: response.document.source, pointer: response.refusalPointer },
        refusal,
        'the refusal of the model',
      ),
      more: finish,
      words: refusal,
    };
  if (hasActions(call) || quoted === undefined) return undefined;
  const isRefusal = isRefusalText(content ?? '');
  return {
    code: isRefusal ? 'llm.refusal' : 'llm.parse_failure',
    evidence: quoted,
    more: finish,
    words: content,
  };
}

/** Prose that says no, or a plan without actions that does. What a plan quotes of the page is not the model's own word. */
function isRefusalText(content: string): boolean {
  if (!/^\s{0,20}(?:```|[[{])/.test(content)) return findRefusal(content) !== undefined;
  const own = content.matchAll(
    /"(?:action_plan|thoughts?|reasoning|refusal|message|error)"\s*:\s*"([^"]{0,600})/g,
  );
  return [...own].some((match) => isUnwilling(match[1] ?? ''));
}

function hasActions(call: LlmCall): boolean {
  return (asArray(at(call.parsed?.value, 'actions')) ?? []).length > 0;
}

function quoteContent(response: LlmResponse, content: string): Evidence {
  const place = { source: response.document.source, pointer: response.contentPointer ?? '' };
  const refusal = findRefusal(content);
  const from = refusal === undefined ? 0 : Math.max(0, content.lastIndexOf('.', refusal.index) + 1);
  return citeJsonPart(
    place,
    content,
    { start: from, end: Math.min(content.length, from + 300) },
    'what the model wrote',
  );
}

function answerFinding(run: Run, first: BadAnswer, failures: readonly BadAnswer[]): Finding<Code> {
  const { code, step } = first;
  const alike = failures.filter((failure) => failure.code === code);
  const words =
    first.words === undefined ? '' : `: "${first.words.trim().replace(/\s+/g, ' ').slice(0, 120)}"`;
  return {
    code,
    title: `${TITLES[code](step.order)}${words}.`,
    explanation: `No action could be read from the answer (${times(alike.length)}), so the page was never touched; what the run says about the page is a guess.`,
    bearing: {
      tier: 'typed',
      confidence: 0.93,
      persistence: wentOn(run, step) ? 'recovered' : 'persistent',
    },
    step,
    atMs: step.modifiedAtMs,
    locus: code,
    evidence: first.evidence,
  };
}

/** A later attempt or step of the task got actions: the bad answer was overcome. */
function wentOn(run: Run, step: Step): boolean {
  return realSteps(run).some(
    (other) =>
      run.steps.indexOf(other) > run.steps.indexOf(step) &&
      other.taskId === step.taskId &&
      other.actions.length > 0,
  );
}

const TITLES = {
  'llm.truncated': (order) => `The model's answer in step ${order} was cut off at its output limit`,
  'llm.refusal': (order) => `The model refused the task in step ${order}`,
  'llm.parse_failure': (order) => `The model did not answer with actions in step ${order}`,
} satisfies Record<Code, (order: number) => string>;
