import { expect, test } from 'vitest';
import type { Finding } from '../../../src/analysers/finding.ts';
import { budgetTooSmall } from '../../../src/analysers/task/budget-too-small.ts';
import type { Step } from '../../../src/run/run.ts';
import { endedRun } from '../../support/answers-builder.ts';
import { pagedStep } from '../../support/pages-builder.ts';
import { actionResultWith } from '../../support/run-builder.ts';

function find(
  steps: readonly Step[],
  reason = 'Reached the maximum steps (2)',
): Finding | undefined {
  const result = budgetTooSmall.run(endedRun({ reason, parts: { steps } }).run);
  return 'cannotTell' in result ? undefined : result[0];
}

const PAGES = ['<h1>Your name</h1>', '<h1>Your address</h1>', '<h1>Your payment</h1>'] as const;

test('steps that all got further were too few', () => {
  const finding = find([pagedStep(0, PAGES[0], PAGES[1]), pagedStep(1, PAGES[1], PAGES[2])]);
  expect(finding?.step?.order).toBe(1);
  expect(finding?.evidence.map(({ excerpt }) => excerpt)).toContain('Your payment');
});

test('a page that counts what is to come makes it surer', () => {
  const plain = find([pagedStep(0, PAGES[0], PAGES[1])]);
  const counted = find([pagedStep(0, PAGES[0], `<p>Step 2 of 5</p>${PAGES[1]}`)]);
  expect(counted?.bearing.confidence).toBeGreaterThan(plain?.bearing.confidence ?? 1);
});

test('a step that brought nothing new means that the run was stuck', () => {
  expect(
    find([pagedStep(0, PAGES[0], PAGES[1]), pagedStep(1, PAGES[1], PAGES[1])]),
  ).toBeUndefined();
});

test('going back to a page that was seen before is no progress', () => {
  expect(
    find([pagedStep(0, PAGES[0], PAGES[1]), pagedStep(1, PAGES[1], PAGES[0])]),
  ).toBeUndefined();
});

test('a new message of error is no progress', () => {
  const refused = `${PAGES[0]}<p role="alert">Please enter a valid date.</p>`;
  expect(find([pagedStep(0, PAGES[0], refused)])).toBeUndefined();
});

test('a failed action means that something was in the way', () => {
  const results = [actionResultWith({ isSuccess: false, exceptionType: 'FailToClick' })];
  expect(find([pagedStep(0, PAGES[0], PAGES[1], { results })])).toBeUndefined();
});

test('without the cap there is nothing to say', () => {
  expect(find([pagedStep(0, PAGES[0], PAGES[1])], 'x')).toBeUndefined();
});
