/** `llm_response`: a provider's answer. Chat completions and Anthropic messages differ; other blocks store the value itself. */
import { asArray, asNumber, asString, asText, at } from '../support/unknown.ts';

export interface LlmAnswer {
  /** What the model wrote; undefined when it wrote nothing. */
  readonly content: string | undefined;
  /** Where the content stands. */
  readonly contentPointer: string | undefined;
  readonly finishReason: string | undefined;
  readonly finishReasonPointer: string | undefined;
  readonly refusal: string | undefined;
  readonly refusalPointer?: string | undefined;
  readonly model: string | undefined;
  readonly outputTokens: number | undefined;
}

export function readLlmResponse(value: unknown): LlmAnswer {
  const isAnthropic = asArray(at(value, 'content')) !== undefined;
  const place = isAnthropic
    ? anthropicPlace(value)
    : { content: '/choices/0/message/content', finish: '/choices/0/finish_reason' };
  const message = at(value, 'choices', 0, 'message');
  const finishReason = isAnthropic
    ? at(value, 'stop_reason')
    : at(value, 'choices', 0, 'finish_reason');
  const content = isAnthropic ? anthropicText(value) : asString(at(message, 'content'));
  return {
    content,
    contentPointer: content === undefined ? undefined : place.content,
    finishReason: asText(finishReason),
    finishReasonPointer: asText(finishReason) === undefined ? undefined : place.finish,
    ...refusalOf(message),
    model: asText(at(value, 'model')),
    outputTokens:
      asNumber(at(value, 'usage', 'completion_tokens')) ??
      asNumber(at(value, 'usage', 'output_tokens')),
  };
}

/** Where the answer keeps the model's refusal, apart from its content. */
function refusalOf(message: unknown): Pick<LlmAnswer, 'refusal' | 'refusalPointer'> {
  const own = asText(at(message, 'refusal'));
  if (own !== undefined) return { refusal: own, refusalPointer: '/choices/0/message/refusal' };
  const passedOn = asText(at(message, 'provider_specific_fields', 'refusal'));
  if (passedOn === undefined) return { refusal: undefined };
  return {
    refusal: passedOn,
    refusalPointer: '/choices/0/message/provider_specific_fields/refusal',
  };
}

function anthropicPlace(value: unknown): { readonly content: string; readonly finish: string } {
  return { content: `/content/${Math.max(0, textPart(value))}/text`, finish: '/stop_reason' };
}

function anthropicText(value: unknown): string | undefined {
  return asString(at(value, 'content', textPart(value), 'text'));
}

function textPart(value: unknown): number {
  return asArray(at(value, 'content'))?.findIndex((part) => at(part, 'type') === 'text') ?? -1;
}
