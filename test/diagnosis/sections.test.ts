import { describe, expect, test } from 'vitest';
import type { Detail } from '../../src/diagnosis/diagnosis.ts';
import { buildSections } from '../../src/diagnosis/sections.ts';
import { resolvePlaceholders } from '../../src/links/index.ts';
import type { Run } from '../../src/run/run.ts';
import { networkWith } from '../support/network-builder.ts';
import { runWith } from '../support/run-builder.ts';

function sectionsOf(parts: Partial<Run>, cause: string | null = null): Map<string, Detail[]> {
  const run = runWith(parts);
  const sections = buildSections(run, cause, resolvePlaceholders(run));
  return new Map(sections.map(({ id, details }) => [id, details]));
}

function rowsOf(details: readonly Detail[] | undefined): readonly string[] {
  return (details ?? []).flatMap((detail) => (detail.kind === 'list' ? detail.rows : []));
}

const page = { url: 'https://shop.test/' };
const limited = { url: 'https://shop.test/api', method: 'POST', status: 429 };
const signIn = {
  url: 'https://shop.test/login',
  method: 'POST',
  status: 401,
  postMimeType: 'application/x-www-form-urlencoded',
  postText: 'user=a&password=b',
};

describe('what no view covers', () => {
  test('is nothing in a quiet run', () => {
    expect(sectionsOf({ network: networkWith([page]) })).toEqual(new Map());
  });

  test('the same thing is told once, however often it happened', () => {
    const many = Array.from({ length: 30 }, () => ({ ...limited, startedAtMs: undefined }));
    const rows = rowsOf(sectionsOf({ network: networkWith([page, ...many]) }).get('traffic'));
    expect(rows.filter((row) => row.startsWith('Rate limits'))).toHaveLength(1);
  });

  test('the story of signing in is told only where access was the trouble', () => {
    const run = { network: networkWith([page, signIn]) };
    const tells = (cause: string): boolean =>
      rowsOf(sectionsOf(run, cause).get('traffic')).some((row) => row.startsWith('Signing in'));
    expect([tells('access.login_rejected'), tells('page.js_error')]).toEqual([true, false]);
  });

  test('files with trouble are named, the first of very many', () => {
    const problems = Array.from({ length: 50 }, (_, index) => ({
      entry: `artifacts/${index}`,
      message: 'is no JSON',
    }));
    const rows = rowsOf(sectionsOf({ problems }).get('unreadable'));
    expect(rows).toHaveLength(21);
    expect(rows[0]).toBe('artifacts/0: is no JSON');
    expect(rows.at(-1)).toBe('and 30 more');
  });
});
