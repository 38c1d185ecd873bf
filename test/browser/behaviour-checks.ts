import type { Page } from 'playwright-core';
import type { Diagnosis } from '../../src/diagnosis/diagnosis.ts';
import { renderMarkdown } from '../../src/reporters/markdown.ts';
import { renderPrompt } from '../../src/reporters/prompt.ts';

function unequal(what: string, actual: unknown, expected: unknown): readonly string[] {
  return actual === expected
    ? []
    : [`${what}: ${String(actual).slice(0, 80)} instead of ${String(expected).slice(0, 80)}`];
}

/** What lands on the clipboard is the Markdown report and the prompt. */
export async function copyComplaints(page: Page, diagnosis: Diagnosis): Promise<readonly string[]> {
  await page.click('[data-export="markdown"]');
  const markdown = await page.evaluate('navigator.clipboard.readText()');
  await page.click('[data-export="prompt"]');
  const prompt = await page.evaluate('navigator.clipboard.readText()');
  await page.click('.copy >> nth=0');
  const reference = await page.evaluate('navigator.clipboard.readText()');
  return [
    ...unequal('Markdown', markdown, renderMarkdown(diagnosis)),
    ...unequal('prompt', prompt, renderPrompt(diagnosis)),
    ...unequal('reference', reference, 'har a_900, HAR entry 12 (artifacts/har.har)'),
  ];
}

const shownRows = `[...document.querySelectorAll('.network tbody tr')].filter((row) => !row.hidden).length`;

/** Filters of the network view show what they say. */
export async function filterComplaints(page: Page): Promise<readonly string[]> {
  const all = await page.evaluate(shownRows);
  await page.check('#request-noise');
  const noisy = await page.evaluate(shownRows);
  await page.check('input[name="requests"][value="failed"]');
  const failed = await page.evaluate(shownRows);
  await page.check('input[name="requests"][value="all"]');
  await page.fill('#request-search', 'SLOTS');
  const found = await page.evaluate(shownRows);
  return [
    ...unequal('all', all, 6),
    ...unequal('with noise', noisy, 7),
    ...unequal('failed', failed, 4),
    ...unequal('found', found, 1),
  ];
}

/** The switch turns the colours round, whatever the system prefers. */
export async function themeComplaints(page: Page): Promise<readonly string[]> {
  const paper = `getComputedStyle(document.body).backgroundColor`;
  const before = await page.evaluate(paper);
  await page.click('#theme');
  const after = await page.evaluate(paper);
  await page.click('#theme');
  const again = await page.evaluate(paper);
  return [
    ...(before === after ? ['the switch changes nothing'] : []),
    ...unequal('switched back', again, before),
  ];
}

/** An evidence chip jumps to its evidence, and the evidence to the request behind it. */
export async function linkComplaints(page: Page): Promise<readonly string[]> {
  await page.click('.chip >> nth=0');
  const evidence = await page.evaluate('location.hash');
  await page.click('#evidence-1-1 .source a');
  const request = await page.evaluate(
    `document.querySelector(location.hash).querySelector('.answer').textContent`,
  );
  return [
    ...unequal('chip', evidence, '#evidence-1-1'),
    ...unequal('request', String(request).trim(), '409'),
  ];
}
