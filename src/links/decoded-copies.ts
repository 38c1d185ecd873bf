import type { LinkRun } from './resolve-placeholders.ts';
import { decodeInChunks } from './decode-placeholders.ts';
import { hideQueries } from './hide-queries.ts';
import type { LinkReport } from './link-report.ts';

/** One answer with its links put back, ready to be written. */
export interface DecodedCopy {
  readonly name: string;
  readonly writeTo: (emit: (chunk: string) => void) => void;
}

/**
 * Every answer of the run that holds text, decoded: unlike `llm_response_rendered`, with addresses escaped
 * for JSON and with unknown keys left in sight. A raw answer holds JSON inside JSON, so there the addresses are escaped twice.
 */
export function decodeAnswers(
  run: Pick<LinkRun, 'llmCalls'>,
  report: LinkReport,
  redact: (text: string) => string = hideQueries,
): readonly DecodedCopy[] {
  const urls = new Map([...report.urls].map(([key, url]) => [key, redact(url)]));
  const escapedUrls = new Map([...urls].map(([key, url]) => [key, escapeJson(url)]));
  const copies: DecodedCopy[] = [];
  for (const { index, parsed, response } of run.llmCalls) {
    const name = `call-${String(index).padStart(3, '0')}`;
    const json = parsed === undefined ? undefined : printJson(parsed.value);
    if (json !== undefined) {
      copies.push(copyOf(`${name}.llm_response_parsed.json`, redact(json), urls));
    }
    if (response !== undefined) {
      const { text } = response.document;
      copies.push(copyOf(`${name}.llm_response.json`, redact(text), escapedUrls));
    }
  }
  return copies;
}

function copyOf(name: string, text: string, urls: ReadonlyMap<string, string>): DecodedCopy {
  return { name, writeTo: (emit) => decodeInChunks(text, urls, emit) };
}

function escapeJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** Undefined for values nested too deeply to be printed. */
function printJson(value: unknown): string | undefined {
  try {
    return `${JSON.stringify(value, undefined, 2)}\n`;
  } catch {
    return undefined;
  }
}
