/**
 * Read-only view of a JSON object whose fields nobody has checked yet. Fields are read without asking
 * whether they are own: no key of HAR is one of Object.prototype, and asking costs a third of the reading.
 */
export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object under a key, or an empty one: half an entry still tells something. */
export function fieldsOf(fields: Fields, key: string): Fields {
  const value = fields[key];
  return isFields(value) ? value : {};
}

export function listOf(fields: Fields, key: string): readonly unknown[] {
  const value = fields[key];
  return Array.isArray(value) ? value : [];
}

/** A string that says something: absent, empty and wrongly typed ones are all "not there". */
export function textOf(fields: Fields, key: string): string | undefined {
  const value = fields[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A finite number; numeric strings count, because some exporters quote them. */
export function numberOf(fields: Fields, key: string): number | undefined {
  const value = fields[key];
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || !/^\s{0,4}-?\d{1,15}(\.\d{1,9})?\s{0,4}$/.test(value)) {
    return undefined;
  }
  return Number(value);
}

/** Like `numberOf`, with the -1 that HAR writes for "unknown" removed. */
export function sizeOf(fields: Fields, key: string): number | undefined {
  const value = numberOf(fields, key);
  return value === undefined || value < 0 ? undefined : value;
}

export function isTrue(fields: Fields, key: string): boolean {
  return fields[key] === true;
}

const ISO_TIME =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|z|[+-]\d{2}:?\d{2})?$/;

/** Epoch milliseconds of an ISO time; one without zone is UTC, so that reports do not depend on the reader's clock. */
export function timeOf(fields: Fields, key: string): number | undefined {
  const text = textOf(fields, key);
  if (text === undefined || text.length > 40) return undefined;
  const match = ISO_TIME.exec(text);
  if (match === null) return undefined;
  const part = (index: number): number => Number(match[index] ?? '0');
  const fraction = Number(`0.${match[7] ?? '0'}`) * 1000;
  const utcMs = Date.UTC(part(1), part(2) - 1, part(3), part(4), part(5), part(6));
  return utcMs + Math.floor(fraction + 1e-6) - zoneOffsetMs(match[8]);
}

function zoneOffsetMs(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z' || zone === 'z') return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return sign * minutes * 60_000;
}
