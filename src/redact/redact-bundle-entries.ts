import { parseNested } from './nested-json.ts';
import type { Redactor } from './redactor.ts';
import { redactionRows, type RedactionRow, type RuleCount } from './redaction-list.ts';
import { writeJson } from './write-json.ts';

/** A bundle entry to make shareable. `type` is its artifact type, or the name of the API answer. */
export interface RawEntry {
  readonly entry: string;
  readonly type: string;
  /** Undefined when the bytes are no text. */
  readonly text: string | undefined;
}

export type ShareableEntry =
  | {
      readonly kind: 'kept';
      readonly entry: string;
      readonly text: string;
      readonly rules: readonly RuleCount[];
    }
  | { readonly kind: 'omitted'; readonly entry: string; readonly reason: string };

export interface ShareableBundle {
  readonly entries: readonly ShareableEntry[];
  readonly redactions: readonly RedactionRow[];
}

/** All entries made shareable, in the order given, and the list of what was removed. */
export function redactBundleEntries(
  entries: Iterable<RawEntry>,
  redactor: Redactor,
): ShareableBundle {
  const shareable: ShareableEntry[] = [];
  const redactions: RedactionRow[] = [];
  for (const raw of entries) {
    const entry = redactBundleEntry(raw, redactor);
    shareable.push(entry);
    if (entry.kind === 'kept') redactions.push(...redactionRows(entry.entry, entry.rules));
  }
  return { entries: shareable, redactions };
}

/** One entry without its secrets, or why it cannot be shared: what the redactor cannot read, it leaves out. */
export function redactBundleEntry(
  { entry, type, text }: RawEntry,
  redactor: Redactor,
): ShareableEntry {
  const picture = PICTURES.find(([types]) => types.test(type));
  if (picture !== undefined) return { kind: 'omitted', entry, reason: picture[1] };
  if (text === undefined || text.includes('\u0000'))
    return { kind: 'omitted', entry, reason: 'not text: the redactor cannot read it' };
  const lines = parsedLines(text);
  if (lines === undefined)
    return isJsonType(type, entry)
      ? { kind: 'omitted', entry, reason: 'not readable as JSON: nothing vouches for its secrets' }
      : { kind: 'kept', entry, ...redactor.redactText(text) };
  return keptLines(entry, text, lines, redactor);
}

const PICTURES: readonly (readonly [types: RegExp, reason: string])[] = [
  [/^screenshot/, 'a picture may show typed values: text redaction cannot reach it'],
  [/^recording/, 'a film may show typed values: text redaction cannot reach it'],
  [/archive$|^trace|^pdf$|^download/, 'a container: its parts are shared one by one or not at all'],
];

const JSON_TYPES =
  /^(?:har|skyvern_log_raw|llm_request|llm_response|llm_response_parsed|llm_response_rendered|hashed_href_map|visible_elements_(?:tree|tree_trimmed|id_\w+_map)|run|timeline|artifacts|task|steps|actions|workflow_run|workflow|task_v2|version)$/;

const isJsonType = (type: string, entry: string): boolean =>
  JSON_TYPES.test(type) || /\.(?:json|har)$/.test(entry);

/** The whole text as one JSON value, or one value a line; undefined when it is neither. */
function parsedLines(text: string): readonly unknown[] | undefined {
  const whole = parsed(text);
  if (whole !== undefined) return [whole.value];
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const values = lines.length > 1 ? lines.map((line) => parseNested(line)?.value) : [];
  return values.length > 0 && values.every((value) => value !== undefined) ? values : undefined;
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function keptLines(
  entry: string,
  text: string,
  values: readonly unknown[],
  redactor: Redactor,
): ShareableEntry {
  const redacted = values.map((value) => redactor.redactValue(value));
  const counts = new Map<string, number>();
  for (const { rule, count } of redacted.flatMap(({ rules }) => rules))
    counts.set(rule, (counts.get(rule) ?? 0) + count);
  const rules = [...counts]
    .map(([rule, count]) => ({ rule, count }))
    .toSorted((a, b) => (a.rule < b.rule ? -1 : 1));
  // An entry without secrets keeps its bytes, so that offsets and digests of it stay true.
  const kept = rules.length === 0 ? text : redacted.map(({ value }) => writeJson(value)).join('\n');
  return { kind: 'kept', entry, text: kept, rules };
}
