import { isEntryShaped } from './har-entry-shape.ts';
import { fieldsOf, isFields, listOf, numberOf, textOf } from './har-fields.ts';
import { toPointer, valueAt } from './har-pointer.ts';

/** One place where a HAR departs from HAR 1.2. */
export interface ConformanceProblem {
  /** RFC 6901 pointer into the document. */
  readonly pointer: string;
  readonly message: string;
}

/** How a HAR compares with the standard. A judgement for its writer; reading never depends on it. */
export interface HarConformance {
  /** The first of them. */
  readonly errors: readonly ConformanceProblem[];
  readonly errorCount: number;
  /** Known habits of browsers that a validator takes for errors, each with how often. */
  readonly notes: readonly string[];
}

const MAX_ERRORS = 20;

/** Pieces of ajv's errors that are used here. */
interface SchemaError {
  readonly dataPath: string;
  readonly message: string;
}

interface Tally {
  readonly errors: ConformanceProblem[];
  errorCount: number;
  readonly quirks: Map<string, number>;
}

/**
 * Checks a parsed HAR with har-validator. It collects every error of a bad file without limit, so
 * entries go through it one by one until enough are named; the rest is only counted.
 */
export async function checkHar(document: unknown): Promise<HarConformance> {
  const { default: validators } = await import('har-validator');
  const log = isFields(document) ? fieldsOf(document, 'log') : {};
  const entries = listOf(log, 'entries');
  const tally: Tally = { errors: [], errorCount: 0, quirks: new Map() };
  const shell = isFields(document) ? { ...document, log: shellOf(document) } : document;
  addErrors(tally, await errorsOf(validators.har(shell)), { value: shell, prefix: '' });
  for (let index = 0; index < entries.length; index += 1) {
    const entry = entries[index];
    countUnknownTime(tally, entry);
    if (tally.errors.length >= MAX_ERRORS) {
      if (!isEntryShaped(entry)) tally.errorCount += 1;
      continue;
    }
    const place = { value: entry, prefix: `/log/entries/${index}` };
    addErrors(tally, await errorsOf(validators.entry(entry)), place);
  }
  return { errors: tally.errors, errorCount: tally.errorCount, notes: renderQuirks(tally.quirks) };
}

/** The log without entries; anything that is no list stays, for the validator to complain about. */
function shellOf(document: Readonly<Record<string, unknown>>): unknown {
  const log = document['log'];
  return isFields(log) && Array.isArray(log['entries']) ? { ...log, entries: [] } : log;
}

async function errorsOf(validation: Promise<unknown>): Promise<readonly SchemaError[]> {
  try {
    await validation;
    return [];
  } catch (error) {
    const errors: unknown = error instanceof Error && 'errors' in error ? error.errors : undefined;
    return Array.isArray(errors) ? errors.filter((item) => isSchemaError(item)) : [];
  }
}

function isSchemaError(item: unknown): item is SchemaError {
  return (
    isFields(item) && typeof item['dataPath'] === 'string' && typeof item['message'] === 'string'
  );
}

interface Checked {
  readonly value: unknown;
  readonly prefix: string;
}

function addErrors(tally: Tally, errors: readonly SchemaError[], { value, prefix }: Checked): void {
  const excused = new Set<string>();
  for (const { dataPath, message } of errors) {
    const pointer = toPointer(dataPath);
    if (excused.has(pointer)) continue;
    const quirk = findQuirk(pointer, valueAt(value, pointer));
    if (quirk !== undefined) {
      // One odd value fails several alternatives of the schema at once.
      excused.add(pointer);
      tally.quirks.set(quirk, (tally.quirks.get(quirk) ?? 0) + 1);
      continue;
    }
    tally.errorCount += 1;
    if (tally.errors.length < MAX_ERRORS) tally.errors.push({ pointer: prefix + pointer, message });
  }
}

const BRACKETED_ADDRESS = 'serverIPAddress written with brackets, as Chromium does for IPv6';
const NO_ADDRESS = 'serverIPAddress left empty';
const FAR_EXPIRY = 'a cookie that expires after the year 9999';
const UNKNOWN_TIME = 'time -1, which Playwright writes for requests without an answer';

function findQuirk(pointer: string, value: unknown): string | undefined {
  if (pointer.endsWith('/serverIPAddress')) {
    if (typeof value === 'string' && /^\[[0-9a-f:.%]{2,60}\]$/i.test(value))
      return BRACKETED_ADDRESS;
    if (value === '') return NO_ADDRESS;
  }
  const isExpiry = /\/cookies\/\d+\/expires$/.test(pointer);
  return isExpiry && typeof value === 'string' && /^[+-]\d{6}-/.test(value)
    ? FAR_EXPIRY
    : undefined;
}

function countUnknownTime({ quirks }: Tally, entry: unknown): void {
  if (!isFields(entry) || numberOf(entry, 'time') !== -1) return;
  if (textOf(entry, 'startedDateTime') === undefined) return;
  quirks.set(UNKNOWN_TIME, (quirks.get(UNKNOWN_TIME) ?? 0) + 1);
}

function renderQuirks(quirks: ReadonlyMap<string, number>): readonly string[] {
  return [...quirks].map(([quirk, count]) => `${quirk} (${count})`);
}
