export type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects in an array; nothing for anything else. */
export function recordsIn(value: unknown): readonly JsonRecord[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

export function recordAt(record: JsonRecord | undefined, key: string): JsonRecord | undefined {
  const value = valueAt(record, key);
  return isRecord(value) ? value : undefined;
}

export function textAt(record: JsonRecord | undefined, key: string): string | undefined {
  const value = valueAt(record, key);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function numberAt(record: JsonRecord | undefined, key: string): number | undefined {
  const value = valueAt(record, key);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

export function valueAt(record: JsonRecord | undefined, key: string): unknown {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}

/** The parsed text, or undefined when it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
