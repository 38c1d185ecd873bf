import type { LlmCall } from '../run/run.ts';
import type { UsePlace } from './link-report.ts';
import { childPointer } from '../support/json-pointer.ts';
import { scanTokens, type Token } from './scan-tokens.ts';
import { tokensOf, walkStrings } from './walk-strings.ts';

/** One string of an answer that holds tokens. */
export interface Passage {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly place: Omit<UsePlace, 'start' | 'end'>;
  /** Way to the string inside the model's JSON; empty for prose. */
  readonly path: readonly (string | number)[];
  /** The model's JSON, or its prose. */
  readonly answer: unknown;
}

/** Every passage with tokens in one call's answer: the parsed answer, or the raw one when that is missing. */
export function readAnswer(call: LlmCall): readonly Passage[] {
  if (call.parsed !== undefined) {
    const { source, value } = call.parsed;
    return findPassages(value, (pointer) => ({
      document: 'llm_response_parsed',
      source,
      pointer,
      innerPointer: undefined,
    }));
  }
  return readRawAnswer(call);
}

type Locate = (pointer: string) => Passage['place'];

function readRawAnswer(call: LlmCall): readonly Passage[] {
  const { response } = call;
  if (response === undefined) return [];
  const { document, content, contentPointer } = response;
  const { source } = document;
  if (content === undefined || contentPointer === undefined) {
    return findPassages(readJson(document.text) ?? document.text, (pointer) => ({
      document: 'llm_response',
      source,
      pointer,
      innerPointer: undefined,
    }));
  }
  return findPassages(readJson(content) ?? content, (innerPointer) => ({
    document: 'llm_response',
    source,
    pointer: contentPointer,
    innerPointer: innerPointer === '' ? undefined : innerPointer,
  }));
}

/** Models like to fence their JSON, or to talk around it. */
function readJson(text: string): unknown {
  return parseJson(text) ?? parseJson(outermostJson(text));
}

function outermostJson(text: string): string {
  const start = text.search(/[[{]/);
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
  return start === -1 ? '' : text.slice(start, end + 1);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function findPassages(answer: unknown, locate: Locate): readonly Passage[] {
  const passages: Passage[] = [];
  walkStrings(answer, (text, node) => {
    const tokens = scanTokens(text);
    if (tokens.length === 0) return;
    const path = tokensOf(node);
    passages.push({
      text,
      tokens,
      place: locate(path.reduce<string>(childPointer, '')),
      path,
      answer,
    });
  });
  return passages;
}
