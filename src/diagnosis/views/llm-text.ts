import type { SourceRef } from '../../support/source-ref.ts';
import type { LlmText } from '../diagnosis.ts';
import { wordsFrom, wordsUpTo } from './cut-text.ts';

/** How much of a text is kept from either end. */
export interface Keep {
  readonly head: number;
  readonly tail: number;
}

/** Beginning and end of a text with its length, so that a reader sees how much lies between. */
export function cutLlmText(source: SourceRef, text: string, { head, tail }: Keep): LlmText {
  const place = {
    artifact_id: source.kind === 'artifact' ? source.artifactId : '',
    entry: source.entry,
    length: text.length,
  };
  if (text.length <= head + tail) return { ...place, head: text, tail: null };
  return { ...place, head: wordsUpTo(text, head), tail: wordsFrom(text, tail) };
}

/** JSON as a person reads it; undefined for what is nested too deeply to be printed. */
export function printJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value, undefined, 2);
  } catch {
    return undefined;
  }
}
