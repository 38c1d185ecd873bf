import { describe, expect, test } from 'vitest';
import { comparePages } from '../../../src/diagnosis/views/compare-pages.ts';
import { pageAnswer } from '../../../src/diagnosis/views/page-answer.ts';
import { buildPageChanges } from '../../../src/diagnosis/views/page-changes.ts';
import type { ElementNode, Run, Step } from '../../../src/run/run.ts';
import { artifactSource, runWith, scrapeWith, stepWith } from '../../support/run-builder.ts';

const FORM: readonly ElementNode[] = [
  { tagName: 'h1', text: 'Claims' },
  { tagName: 'label', text: 'Amount' },
  { tagName: 'input', id: 'AAAB', interactable: true, attributes: { name: 'amount' } },
  { tagName: 'button', id: 'AAAC', interactable: true, text: 'Send' },
];
const ALERT: ElementNode = {
  tagName: 'div',
  text: 'Please add a receipt.',
  attributes: { role: 'alert' },
};

function stepSeeing(order: number, roots: readonly ElementNode[], taskId = 'tsk_1'): Step {
  return stepWith({
    order,
    taskId,
    stepId: `${taskId}_${order}`,
    pageUrl: 'https://shop.test/claims',
    scrape: scrapeWith({ tree: { source: artifactSource('visible_elements_tree'), roots } }),
  });
}

function runSeeing(...steps: readonly Step[]): Run {
  return runWith({ steps });
}

describe('what changed from step to step', () => {
  test('is told in a sentence and row by row', () => {
    const run = runSeeing(stepSeeing(0, FORM), stepSeeing(1, [...FORM, ALERT]));
    const [change] = buildPageChanges(comparePages(run, undefined));
    expect(change).toMatchObject({ before: 'step 0', after: 'step 1', omitted: 0 });
    expect(change?.summary).toContain('Please add a receipt.');
    expect(change?.counts).toEqual({ added: 1, removed: 0, moved: 0, changed: 0 });
    expect(change?.rows).toEqual([
      expect.objectContaining({ kind: 'added', element: 'Please add a receipt.' }),
    ]);
  });

  test('equal pages are said to be equal', () => {
    const run = runSeeing(stepSeeing(0, FORM), stepSeeing(1, FORM));
    expect(buildPageChanges(comparePages(run, undefined))[0]?.summary).toBe('nothing changed');
  });

  test('pages of two tasks are never set against each other', () => {
    const run = runSeeing(stepSeeing(0, FORM), stepSeeing(0, [ALERT], 'tsk_2'));
    expect(buildPageChanges(comparePages(run, undefined))).toEqual([]);
  });

  test('of a long run the steps around the decisive one are compared', () => {
    const steps = Array.from({ length: 120 }, (_, order) => stepSeeing(order, FORM));
    const changes = comparePages(runSeeing(...steps), steps[60]);
    expect(changes).toHaveLength(40);
    expect(changes.map(({ from }) => from.order)).toContain(60);
    expect(changes.at(-1)?.to.order).toBe(80);
  });
});

describe('what the page did in answer to a step', () => {
  test('is what the next step found changed', () => {
    const [first, second] = [stepSeeing(0, FORM), stepSeeing(1, [...FORM, ALERT])];
    const run = runSeeing(first, second);
    const answer = pageAnswer(run, first, comparePages(run, first));
    expect(answer.join('\n')).toContain('Please add a receipt.');
    expect(answer).toHaveLength(1);
  });

  test('is said to be nothing only where the pages were compared', () => {
    const step = stepSeeing(0, FORM);
    const run = runSeeing(step, stepSeeing(1, FORM));
    expect(pageAnswer(run, step, comparePages(run, step))).toEqual([
      'the page was the same in step 1',
    ]);
    expect(pageAnswer(runSeeing(step), step, [])).toEqual([]);
  });
});
