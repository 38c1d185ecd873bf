import type { Network } from './traffic.ts';
import type { SourceRef } from '../support/source-ref.ts';
import type { Fields } from './har-fields.ts';
import { fieldsOf, isFields } from './har-fields.ts';
import { buildNetwork } from './har-network.ts';
import type { KeepRule, NetworkBuilder } from './har-network.ts';
import { HarScanner } from './har-scanner.ts';
import type { ScanEnd } from './har-scanner.ts';
import type { ReadProblem, Reading } from './read-problem.ts';

const PIECE_CHARS = 64 * 1024;

/** Complete entries of a text that is no valid JSON, usually because its writer died. */
export function salvageHar(json: string, source: SourceRef, keep?: KeepRule): Reading<Network> {
  const network = buildNetwork(source, keep);
  const scanner = new HarScanner({
    maxStringBytes: Number.POSITIVE_INFINITY,
    onEntry: (entry, index) => network.add(entry, index),
  });
  for (const piece of encodePieces(json)) scanner.push(piece);
  return finishReading(network, scanner.end(), 'invalid');
}

/** Answer of a scan; `syntax` says whether the text is known to be broken somewhere. */
export function finishReading(
  network: NetworkBuilder,
  end: ScanEnd,
  syntax: 'invalid' | 'unknown',
): Reading<Network> {
  if (!end.hasEntries) return { problems: [noEntries(end)] };
  const problems = [...network.problems(), ...scanProblems(end, syntax)];
  if (!end.isClosed && end.entryCount === 0) return { problems };
  return { value: network.build(readEnvelope(end.envelope)), problems };
}

function noEntries(end: ScanEnd): ReadProblem {
  if (end.isClosed) return { code: 'wrong-shape', message: 'not a HAR: no list at log.entries' };
  const isHar = /^\s*\{\s*"log"/.test(end.envelope.slice(0, 200));
  return isHar
    ? { code: 'truncated', message: 'HAR is cut before its first entry' }
    : { code: 'not-json', message: 'not a HAR: the text is no JSON' };
}

function scanProblems(end: ScanEnd, syntax: 'invalid' | 'unknown'): readonly ReadProblem[] {
  const problems: ReadProblem[] = [];
  if (!end.isClosed) problems.push(cutShort(end.lastIndex));
  else if (syntax === 'invalid') {
    const message = `not valid JSON; ${end.entryCount} complete entries were read`;
    problems.push({ code: 'repaired-json', message });
  }
  if (end.hasBadEncoding) {
    const message = 'not valid UTF-8; wrong bytes became replacement characters';
    problems.push({ code: 'bad-encoding', message });
  }
  return problems;
}

function cutShort(lastIndex: number): ReadProblem {
  const where = lastIndex < 0 ? 'before its first entry was complete' : `after entry ${lastIndex}`;
  return { code: 'truncated', message: `HAR is cut ${where}; what followed is lost` };
}

/** The log without entries; a cut one is closed by hand, since its head is complete. */
function readEnvelope(envelope: string): Fields {
  for (const tail of ['', '}', '}}', ']}}']) {
    const log = parseLog(envelope + tail);
    if (log !== undefined) return log;
  }
  return {};
}

function parseLog(json: string): Fields | undefined {
  try {
    const document: unknown = JSON.parse(json);
    return isFields(document) ? fieldsOf(document, 'log') : undefined;
  } catch {
    return undefined;
  }
}

/** UTF-8 pieces of a text, never cut inside a surrogate pair. */
function* encodePieces(text: string): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  let start = 0;
  while (start < text.length) {
    let end = Math.min(text.length, start + PIECE_CHARS);
    const last = text.charCodeAt(end - 1);
    if (end < text.length && last >= 0xd800 && last < 0xdc00) end -= 1;
    yield encoder.encode(text.slice(start, end));
    start = end;
  }
}
