import { describe, expect, test } from 'vitest';
import { compareSteps } from '../../src/changes/compare-steps.ts';
import { element, runWith, scrapeWith, stepWith, tree } from './build-tree.ts';

const page = (text: string) => tree([element('h1', 'Orders'), element('p', text)], text);
const seen = (stepId: string, text: string) =>
  stepWith(stepId, { scrape: scrapeWith({ tree: page(text) }) });

const run = runWith([
  seen('stp_1', '25 orders'),
  stepWith('stp_blind', {}),
  seen('stp_2', '26 orders'),
  { ...seen('stp_planned', '99 orders'), isDiscarded: true },
  seen('stp_3', '27 orders'),
]);

const pairs = (choice = {}) =>
  compareSteps(run, choice).changes.map(({ from, to }) => `${from.stepId} ${to.stepId}`);

describe('comparing the steps of a run', () => {
  test('goes from each step that saw a page to the next, past blind and discarded ones', () => {
    expect(pairs()).toEqual(['stp_1 stp_2', 'stp_2 stp_3']);
  });

  test('takes any two steps', () => {
    expect(pairs({ from: 'stp_1', to: 'stp_3' })).toEqual(['stp_1 stp_3']);
  });

  test('takes the neighbour of a step named alone', () => {
    expect(pairs({ to: 'stp_3' })).toEqual(['stp_2 stp_3']);
    expect(pairs({ from: 'stp_1' })).toEqual(['stp_1 stp_2']);
  });

  test('says why it cannot compare', () => {
    expect(compareSteps(run, { from: 'stp_9' }).problem).toEqual({
      code: 'unknown-step',
      stepId: 'stp_9',
    });
    expect(compareSteps(run, { to: 'stp_blind' }).problem).toEqual({
      code: 'no-scrape',
      stepId: 'stp_blind',
    });
    expect(compareSteps(runWith([seen('stp_1', 'x')])).problem).toEqual({
      code: 'too-few-scrapes',
      count: 1,
    });
  });

  test('compares trimmed with trimmed where one side lacks the full tree', () => {
    const full = stepWith('stp_1', {
      scrape: scrapeWith({ tree: page('full'), trimmedTree: page('old') }),
    });
    const trimmed = stepWith('stp_2', { scrape: scrapeWith({ trimmedTree: page('new') }) });
    const [change] = compareSteps(runWith([full, trimmed])).changes;
    expect(change?.diff.changed[0]?.fields).toEqual([
      { field: 'text', before: 'old', after: 'new' },
    ]);
  });
});
