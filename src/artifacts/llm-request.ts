/** `llm_request`: model and messages; images are base64 and by far the largest part, so only their number is kept. */
import { asArray, asText, at } from '../support/unknown.ts';

export interface LlmQuestion {
  readonly model: string | undefined;
  readonly imageCount: number;
}

const IMAGE_PARTS: ReadonlySet<unknown> = new Set(['image_url', 'image', 'input_image']);

export function readLlmRequest(value: unknown): LlmQuestion {
  const messages = asArray(at(value, 'messages')) ?? [];
  const parts = messages.flatMap((message) => asArray(at(message, 'content')) ?? []);
  return {
    model: asText(at(value, 'model')),
    imageCount: parts.filter((part) => IMAGE_PARTS.has(at(part, 'type'))).length,
  };
}
