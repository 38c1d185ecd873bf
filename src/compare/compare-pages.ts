import { diffTrees } from '../changes/diff-trees.ts';
import type { ChangedNode, TreeDiff } from '../changes/tree-diff.ts';
import { citeSegment, citeText, citeWhole } from '../run/evidence.ts';
import type { PageSnapshot, Step } from '../run/run.ts';
import { maskText, templateText } from '../support/template-text.ts';
import { different, same, unknown, type LayerResult } from './layer-result.ts';
import { maskAddresses } from './mask-addresses.ts';
import type { Moment } from './moments.ts';

type Segment = ReturnType<PageSnapshot['page']>['texts'][number];

/** The visible texts of both pages, dates and numbers aside. */
export function comparePages({ good, bad }: Moment): LayerResult {
  if (good.page === undefined || bad.page === undefined)
    return unknown('html', 'a bundle has no HTML of the page');
  const onlyGood = newTexts(good.page, bad.page);
  const onlyBad = newTexts(bad.page, good.page);
  const [lost] = onlyGood;
  const [shown] = onlyBad;
  if (lost === undefined && shown === undefined) return same('html', 'the same visible text');
  const words = [
    ...(shown === undefined ? [] : [`'${shown.text.slice(0, 120)}' is new on the page`]),
    ...(lost === undefined ? [] : [`'${lost.text.slice(0, 120)}' is not there any more`]),
  ];
  return different('html', words.join(', '), {
    good: lost === undefined ? undefined : citeSegment(good.page.document, lost, 'only here'),
    bad: shown === undefined ? undefined : citeSegment(bad.page.document, shown, 'only here'),
  });
}

function newTexts(page: PageSnapshot, other: PageSnapshot): readonly Segment[] {
  const known = new Set(other.page().texts.map(({ text }) => templateText(text)));
  return page.page().texts.filter(({ text }) => {
    const key = templateText(text);
    return /\p{L}/u.test(key.replaceAll('<n>', '')) && !known.has(key);
  });
}

/** The element trees, as Skyvern's agent sees the page. */
export function compareTrees({ good, bad }: Moment): LayerResult {
  const before = good.step?.scrape?.tree;
  const after = bad.step?.scrape?.tree;
  if (before === undefined || after === undefined)
    return unknown('tree', 'a run has no element tree here');
  const diff = diffTrees(before, after);
  if (!isTelling(diff)) return same('tree', 'the same elements');
  const title = diff.summary
    .slice(0, 2)
    .map((sentence) => sentence.text)
    .join('; ');
  return different('tree', title === '' ? 'other elements' : title, {
    good: citeWhole(before.source, 'the elements of the good run'),
    bad: citeWhole(after.source, 'the elements of the bad run'),
  });
}

function isTelling({ added, removed, changed }: TreeDiff): boolean {
  return added.length + removed.length > 0 || changed.some(isTellingChange);
}

/** Addresses and ids are others in each run; so are dates and numbers. */
function isTellingChange({ fields }: ChangedNode): boolean {
  return fields.some(
    ({ field, before, after }) =>
      !/^@(?:href|src|action|id|for|name|value|class|style|data-.*|aria-(?:controls|labelledby|describedby))$/.test(
        field,
      ) && maskText(plain(before)) !== maskText(plain(after)),
  );
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 5_000) : (JSON.stringify(value) ?? '');
}

/** What was asked about the page, the page itself left out. */
export function comparePrompts({ good, bad }: Moment): LayerResult {
  const before = promptOf(good.step);
  const after = promptOf(bad.step);
  if (before === undefined || after === undefined)
    return unknown('prompt', 'a run has no prompt here');
  const left = maskPrompt(before.text, good.step);
  const right = maskPrompt(after.text, bad.step);
  const start = firstDifference(left, right);
  if (start === undefined) return same('prompt', 'the same prompt around the page');
  const place = { start: 0, end: Math.min(200, before.text.length) };
  return different(
    'prompt',
    `the prompts differ from '…${left.slice(Math.max(0, start - 30), start + 50)}' on`,
    {
      good: citeText(before, place, 'the prompt of the good run'),
      bad: citeText(
        after,
        { start: 0, end: Math.min(200, after.text.length) },
        'the prompt of the bad run',
      ),
    },
  );
}

function promptOf(step: Step | undefined) {
  return step?.llmCalls.find(
    ({ kind, prompt }) => kind === 'extract-actions' && prompt !== undefined,
  )?.prompt;
}

const MAX_PROMPT = 400_000;

function maskPrompt(text: string, step: Step | undefined): string {
  const tree = step?.scrape?.promptTree?.text;
  const around = tree === undefined || tree === '' ? text : text.replace(tree, () => '');
  const plainer = maskAddresses(around.slice(0, MAX_PROMPT)).replace(
    /("(?:element_id|id)":\s*")[A-Za-z0-9]{1,8}"/g,
    '$1<eid>"',
  );
  return maskText(plainer);
}

function firstDifference(left: string, right: string): number | undefined {
  if (left === right) return undefined;
  let at = 0;
  while (at < left.length && left[at] === right[at]) at += 1;
  return at;
}
