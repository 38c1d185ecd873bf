import { decodePlaceholders, type LinkReport } from '../../links/index.ts';
import type { LlmCall, Run } from '../../run/run.ts';
import { formatUtc } from '../../support/iso-time.ts';
import type { LlmCallRow, LlmText } from '../diagnosis.ts';
import type { RankedFinding } from '../rank.ts';
import { plainStep } from '../to-plain.ts';
import { judgeCall } from './judge-call.ts';
import { cutLlmText, printJson, type Keep } from './llm-text.ts';

const MAX_CALLS = 300;
/** The instructions at the head of a prompt are the same in every run; goal, history and elements stand at its end. */
const PROMPT: Keep = { head: 200, tail: 3_000 };
const ANSWER: Keep = { head: 3_000, tail: 600 };
/** Characters of all texts together; many calls get less each. */
const BUDGET = 400_000;
const PER_CALL = PROMPT.head + PROMPT.tail + ANSWER.head + ANSWER.tail;
const LEAST = 0.06;

interface Facts {
  readonly links: LinkReport;
  readonly ranked: readonly RankedFinding[];
  readonly decisiveStepId: string | null;
}

/** Calls of the model with the ends of their texts; problems and the decisive step are kept first when there are too many. */
export function buildLlmCalls(run: Run, facts: Facts): LlmCallRow[] {
  const judged = run.llmCalls.map((call) => ({ call, ...judgeCall(run, call, facts.ranked) }));
  const important = judged.filter(
    ({ call, isProblem }) => isProblem || call.stepId === facts.decisiveStepId,
  );
  const rest = judged.filter((row) => !important.includes(row));
  const kept = new Set([...important, ...rest].slice(0, MAX_CALLS));
  const scale = scaleFor(kept.size);
  const decisiveScale = Math.max(scale, scaleFor(important.length));
  return judged
    .filter((row) => kept.has(row))
    .map(({ call, isProblem, note }) => {
      const share = call.stepId === facts.decisiveStepId ? decisiveScale : scale;
      return {
        ...plainCall(run, call),
        is_problem: isProblem,
        note,
        ...textsOf(call, facts, share),
      };
    });
}

function scaleFor(callCount: number): number {
  return Math.max(LEAST, Math.min(1, BUDGET / (PER_CALL * callCount)));
}

function plainCall(
  run: Run,
  call: LlmCall,
): Pick<
  LlmCallRow,
  'index' | 'kind' | 'step' | 'model' | 'at' | 'output_tokens' | 'finish_reason'
> {
  return {
    index: call.index,
    kind: call.kind,
    step: plainStep(run.steps.find((step) => step.stepId === call.stepId)),
    model: call.response?.model ?? call.request?.model ?? null,
    at: formatUtc(call.capturedAtMs),
    output_tokens: call.response?.outputTokens ?? null,
    finish_reason: call.response?.finishReason ?? null,
  };
}

type Texts = Pick<LlmCallRow, 'prompt' | 'response' | 'parsed' | 'rendered' | 'decoded'>;

/** A text that only repeats another one is left out. */
function textsOf(call: LlmCall, { links }: Facts, scale: number): Texts {
  const keep = scaled(ANSWER, scale);
  const parsed = call.parsed === undefined ? undefined : printJson(call.parsed.value);
  const rendered = call.rendered === undefined ? undefined : printJson(call.rendered.value);
  const decoded = parsed === undefined ? undefined : decodePlaceholders(parsed, links.urls);
  const isRepeated = parsed === printedContent(call);
  return {
    prompt:
      call.prompt === undefined
        ? null
        : cutLlmText(call.prompt.source, call.prompt.text, scaled(PROMPT, scale)),
    response: answerText(call, keep),
    parsed: isRepeated ? null : cut(call.parsed, parsed, keep),
    rendered: rendered === parsed ? null : cut(call.rendered, rendered, keep),
    decoded: decoded === parsed || decoded === rendered ? null : cut(call.parsed, decoded, keep),
  };
}

function scaled({ head, tail }: Keep, scale: number): Keep {
  return { head: Math.round(head * scale), tail: Math.round(tail * scale) };
}

function cut(document: LlmCall['parsed'], text: string | undefined, keep: Keep): LlmText | null {
  return document === undefined || text === undefined
    ? null
    : cutLlmText(document.source, text, keep);
}

function answerText({ response }: LlmCall, keep: Keep): LlmText | null {
  if (response === undefined) return null;
  const { document, content } = response;
  return cutLlmText(document.source, content ?? document.text, keep);
}

/** What the model wrote, printed as the parsed answer is; undefined when it is no JSON. */
function printedContent({ response }: LlmCall): string | undefined {
  const content = response?.content?.trim().replace(/^```(?:json)?|```$/g, '');
  if (content === undefined) return undefined;
  try {
    return printJson(JSON.parse(content));
  } catch {
    return undefined;
  }
}
