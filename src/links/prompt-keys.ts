import type { LlmCall, Step } from '../run/run.ts';
import { scanTokens } from './scan-tokens.ts';

/** Which keys the model was shown, and when. */
export interface PromptKeys {
  /** Every key in any prompt of the run. */
  readonly keys: readonly string[];
  /** Index of the first call that offered a key. */
  firstOfferOf(key: string): number | undefined;
  /** Whether a call's own prompt holds the key; undefined when the bundle lacks that prompt. */
  isOffered(call: LlmCall, key: string): boolean | undefined;
}

/** Reads every prompt once. */
export function readPromptKeys(
  calls: readonly LlmCall[],
  stepOf: ReadonlyMap<string, Step>,
): PromptKeys {
  const keysByCall = new Map<LlmCall, ReadonlySet<string>>();
  const firstOffers = new Map<string, number>();
  for (const call of calls) {
    const text = promptText(call, stepOf);
    if (text === undefined) continue;
    const keys = keysIn(text);
    keysByCall.set(call, keys);
    for (const key of keys) if (!firstOffers.has(key)) firstOffers.set(key, call.index);
  }
  return {
    keys: [...firstOffers.keys()],
    firstOfferOf: (key) => firstOffers.get(key),
    isOffered: (call, key) => keysByCall.get(call)?.has(key),
  };
}

function promptText(call: LlmCall, stepOf: ReadonlyMap<string, Step>): string | undefined {
  if (call.prompt !== undefined) return call.prompt.text;
  if (call.request !== undefined) return call.request.document.text;
  const step = call.stepId === undefined ? undefined : stepOf.get(call.stepId);
  return step?.scrape?.promptTree?.text;
}

function keysIn(prompt: string): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const token of scanTokens(prompt)) {
    if (token.kind === 'key' && token.form === 'placeholder') keys.add(token.key);
  }
  return keys;
}
