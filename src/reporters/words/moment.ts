const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** Epoch milliseconds of an ISO moment; undefined for other text, which `Date.parse` alone would guess at. */
export function momentMs(iso: string | null): number | undefined {
  const moment = iso !== null && ISO.test(iso) ? Date.parse(iso) : Number.NaN;
  return Number.isFinite(moment) ? moment : undefined;
}

/** `10:02:14` of an ISO moment, UTC; the date is in the head of the report. */
export function clockTime(iso: string): string {
  return iso.slice(11, 19);
}

/** `2026-11-14 10:02:14 UTC`. */
export function dateAndTime(iso: string): string {
  return `${iso.slice(0, 10)} ${clockTime(iso)} UTC`;
}

/** Milliseconds from one ISO moment to another; undefined when either is missing or no date. */
export function elapsedMs(from: string | null, to: string | null): number | undefined {
  const begin = momentMs(from);
  const end = momentMs(to);
  return begin === undefined || end === undefined || end < begin ? undefined : end - begin;
}

/** `840 ms`, `12.3 s`, `2 min 14 s`, `1 h 05 min`. */
export function durationWords(durationMs: number): string {
  if (durationMs < 1000) return `${Math.round(durationMs)} ms`;
  const seconds = durationMs / 1000;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(whole / 60);
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}
