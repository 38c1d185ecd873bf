import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { flattenHtml } from '../../src/artifacts/flatten-html.ts';
import { readHtml } from '../../src/artifacts/html.ts';

const RECORDINGS = fileURLToPath(new URL('../../fixtures/recordings/', import.meta.url));

test('recorded pages stay as they are', () => {
  const pages = readdirSync(RECORDINGS).flatMap((story) =>
    readdirSync(join(RECORDINGS, story, 'bodies'))
      .filter((name) => name.endsWith('.html'))
      .map((name) => readFileSync(join(RECORDINGS, story, 'bodies', name), 'utf8')),
  );
  expect(pages.length).toBeGreaterThan(20);
  expect(pages.filter((page) => flattenHtml(page) !== page)).toEqual([]);
});

test('comparisons in a script count as no tags', () => {
  const page = `<script>${'if (i<n) x();'.repeat(2_000)}</script><p>after</p>`;
  expect(flattenHtml(page)).toBe(page);
});

test('tags beyond a depth of a thousand are blanked and their text stays where it was', () => {
  const page = `${'<div>'.repeat(3_000)}deep${'</div>'.repeat(3_000)}<p>after</p>`;
  const { elements, texts } = readHtml(page);
  expect(elements).toHaveLength(1_001);
  expect(texts.map(({ text }) => text)).toEqual(['deep', 'after']);
  expect(page.slice(texts[0]?.quote.start, texts[0]?.quote.end).trim()).toContain('deep');
});

test('closing tags that close nothing do not make room', () => {
  const { elements } = readHtml('<div></b>'.repeat(5_000));
  expect(elements).toHaveLength(1_000);
});
