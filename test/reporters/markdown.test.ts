import { marked } from 'marked';
import type { Token } from 'marked';
import { describe, expect, test } from 'vitest';
import { renderMarkdown } from '../../src/reporters/markdown.ts';
import { diagnosis, evidence, finding, verdict } from '../support/diagnosis-builder.ts';
import { PAYLOADS, withEveryString } from './hostile.ts';
import { longRun } from './stories/long-run.ts';
import { inconclusiveRun } from './stories/quiet-runs.ts';
import { refusedSubmit } from './stories/refused-submit.ts';
import { rejectedLogin } from './stories/rejected-login.ts';

function allTokens(markdown: string): readonly Token[] {
  const found: Token[] = [];
  void marked.walkTokens(marked.lexer(markdown), (token) => void found.push(token));
  return found;
}

const OUR_HTML = /^(?:<\/?details>|<summary>[\p{L}\p{N} ,.-]*<\/summary>|<br>|\s)*$/u;

/** What GitHub would make of the text besides the words: links, pictures, markup, references. */
function effects(markdown: string): readonly string[] {
  return allTokens(markdown).flatMap((token) => {
    if (token.type === 'link' || token.type === 'image' || token.type === 'def') return [token.raw];
    if (token.type === 'html') return OUR_HTML.test(token.raw) ? [] : [token.raw];
    const isText = token.type === 'text' && !('tokens' in token && token.tokens !== undefined);
    const isReference =
      isText && /(^|\W)@\w|#\d|\bGH-\d|\b[0-9a-f]{7,40}\b|https?:|www\./i.test(token.raw);
    return isReference ? [token.raw] : [];
  });
}

const STORIES = [refusedSubmit, rejectedLogin, inconclusiveRun];

describe('hostile text in every field of a Markdown report', () => {
  test.each(PAYLOADS)('makes no link, picture, markup or reference: %j', (payload) => {
    for (const story of STORIES)
      expect(effects(renderMarkdown(withEveryString(story, payload)))).toEqual([]);
  });
});

test('the oracle sees links, markup and mentions where there are some', () => {
  expect(effects('a [x](https://a.example) <b>b</b> @me www.a.example #1')).not.toEqual([]);
  expect(effects('ask @me')).toEqual(['ask @me']);
});

test('the verdict comes first, then why, what to do, the failing step, the timeline, the alternatives and what is unseen', () => {
  const headings = allTokens(renderMarkdown(refusedSubmit))
    .filter((token) => token.type === 'heading')
    .map(({ raw }) => raw.replace(/^#+ /, '').trim());
  expect(headings[0]).toContain('The site refused the booking');
  expect(headings.slice(1)).toEqual([
    'Why',
    'What to do',
    'How it came about',
    'The failing step',
    'Timeline',
    'Also considered',
    'What could not be seen',
  ]);
});

test('a report never exceeds the size of a comment, and names the sections that did not fit', () => {
  const claims = Array.from({ length: 400 }, (_, index) =>
    evidence({ claim: `Claim ${index}`, excerpt: 'x'.repeat(300) }),
  );
  const report = renderMarkdown({
    ...longRun(300),
    findings: [finding({ evidence: [...claims] })],
  });
  expect(report.length).toBeLessThanOrEqual(65_000);
  expect(report).toContain('> Left out to stay within the size of a comment: Why');
});

test('a cut leaves no fence open', () => {
  for (const maxCharacters of [1000, 2000, 3000, 4000]) {
    const report = renderMarkdown(refusedSubmit, { maxCharacters });
    expect(report.split('\n').filter((line) => /^\s*```/.test(line)).length % 2).toBe(0);
    expect(report.match(/<details>/g)?.length ?? 0).toBe(report.match(/<\/details>/g)?.length ?? 0);
    expect(report.length).toBeLessThanOrEqual(maxCharacters);
  }
});

test('words of a sentence stay words, and only what could mean something becomes code', () => {
  const summary = 'POST /api/orders answered 422, the 2nd time in 10 minutes (after "Send").';
  const report = renderMarkdown(diagnosis({ verdict: verdict({ summary }) }));
  expect(report.split('\n')[0]).toBe(
    '## ❌ POST `/api/orders` answered 422, the 2nd time in 10 minutes (after "Send").',
  );
});

test('a cell with a pipe stays one cell', () => {
  const table = allTokens(renderMarkdown(inconclusiveRun)).find((token) => token.type === 'table');
  expect(table).toMatchObject({
    rows: [
      [{}, {}],
      [{}, {}],
    ],
  });
});
