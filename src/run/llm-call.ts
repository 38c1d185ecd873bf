/** What was asked of the model and what it answered. Types only, a part of the run model. */
import type { LlmAnswer } from '../artifacts/llm-response.ts';
import type { JsonDocument, SourceRef, TextDocument } from '../support/source-ref.ts';

/** Prompts told apart by the keys of the answer; the name is stored nowhere. */
export type PromptKind =
  | 'extract-actions'
  | 'validate'
  | 'single-action'
  | 'check-goal'
  | 'check-goal-termination'
  | 'extract-information'
  | 'summary'
  | 'max-steps-summary'
  | 'user-errors'
  | 'input-context'
  | 'auto-completion'
  | 'custom-select'
  | 'shape'
  | 'other'
  | 'unanswered';

export interface LlmCall {
  readonly index: number;
  readonly stepId: string | undefined;
  readonly kind: PromptKind;
  readonly prompt: TextDocument | undefined;
  readonly request: LlmRequest | undefined;
  readonly response: LlmResponse | undefined;
  readonly parsed: JsonDocument | undefined;
  readonly rendered: JsonDocument | undefined;
  readonly hrefMap: HrefMap | undefined;
  readonly capturedAtMs: number | undefined;
}

export interface LlmRequest {
  readonly document: TextDocument;
  readonly model: string | undefined;
  readonly imageCount: number;
}

export interface LlmResponse extends LlmAnswer {
  readonly document: TextDocument;
}

/** One `hashed_href_map`: `_` + sha256 of the href, to the href as written in the page. */
export interface HrefMap {
  readonly source: SourceRef;
  readonly stepId: string | undefined;
  readonly entries: ReadonlyMap<string, string>;
}
