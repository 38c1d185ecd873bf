const HAS_OFFSET = /(?:[zZ]|[+-]\d{2}:?\d{2})$/;

/** ISO text to epoch milliseconds. Skyvern writes naive UTC without `Z`; JavaScript alone would read that as local time. */
export function parseUtc(text: unknown): number | undefined {
  if (typeof text !== 'string' || text.length < 10 || text.length > 64) return undefined;
  const iso = text.trim().replace(' ', 'T');
  const time = Date.parse(HAS_OFFSET.test(iso) || iso.length === 10 ? iso : `${iso}Z`);
  return Number.isFinite(time) ? time : undefined;
}

/** Epoch milliseconds to ISO 8601 with `Z`; null where there is no time. */
export function formatUtc(timeMs: number | undefined): string | null {
  if (timeMs === undefined || !Number.isFinite(timeMs) || Math.abs(timeMs) > 8.64e15) return null;
  return new Date(timeMs).toISOString();
}
