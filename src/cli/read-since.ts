import { parseUtc } from '../support/iso-time.ts';
import { UsageError } from './command.ts';

const UNIT_MS = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
} as const satisfies Record<string, number>;

/** A moment in the past: `90m`, `12h`, `7d`, `2w` before now, or an ISO date or time, in UTC unless it says otherwise. */
export function readSince(text: string, nowMs: number): number {
  const [, count, unit] = /^(\d{1,5})([mhdw])$/.exec(text.trim()) ?? [];
  const unitMs = Object.entries(UNIT_MS).find(([name]) => name === unit)?.[1];
  if (count !== undefined && unitMs !== undefined) return nowMs - Number(count) * unitMs;
  const timeMs = /^\d{4}-\d\d-\d\d/.test(text) ? parseUtc(text) : undefined;
  if (timeMs === undefined)
    throw new UsageError(
      '--since wants an age such as 12h, 7d or 2w, or a date such as 2026-01-31',
    );
  return timeMs;
}
