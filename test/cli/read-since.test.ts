import { describe, expect, it } from 'vitest';
import { readSince } from '../../src/cli/read-since.ts';

const NOW_MS = Date.UTC(2026, 0, 10, 12);

describe('--since', () => {
  it.each([
    ['90m', '2026-01-10T10:30:00.000Z'],
    ['12h', '2026-01-10T00:00:00.000Z'],
    ['7d', '2026-01-03T12:00:00.000Z'],
    ['2w', '2025-12-27T12:00:00.000Z'],
    ['2026-01-05', '2026-01-05T00:00:00.000Z'],
    ['2026-01-05T06:00', '2026-01-05T06:00:00.000Z'],
    ['2026-01-05T06:00:00+02:00', '2026-01-05T04:00:00.000Z'],
  ])('reads %s', (text, expected) => {
    expect(new Date(readSince(text, NOW_MS)).toISOString()).toBe(expected);
  });

  it.each(['yesterday', '7', 'd', '2026', '2026-13-01', '-7d'])('refuses %j', (text) => {
    expect(() => readSince(text, NOW_MS)).toThrow(/--since wants/);
  });
});
