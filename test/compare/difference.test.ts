import { describe, expect, test } from 'vitest';
import { compareRuns } from '../../src/compare/difference.ts';
import { differenceSchema } from '../../src/compare/difference-schema.ts';
import { verifyEvidence } from '../../src/diagnosis/verify-evidence.ts';
import type { Action, Run, Step } from '../../src/run/run.ts';
import { readRun } from '../../src/run/read-run.ts';
import { diagnosis, finding } from '../support/diagnosis-builder.ts';
import { recordedSource } from '../support/recorded-bundle.ts';
import {
  actionResultWith,
  actionWith,
  outcomeWith,
  runWith,
  stepWith,
} from '../support/run-builder.ts';

async function compareStories(good: string, bad: string) {
  const [left, right] = [await recordedSource(good), await recordedSource(bad)];
  return {
    difference: compareRuns(await readRun(left), await readRun(right)),
    sources: { good: left, bad: right },
  };
}

describe('recorded runs', () => {
  test.each([
    ['approval-goes-through', 'approval-answers-500', 'infrastructure', 'network', 1],
    ['bot-wall-clears', 'bot-wall-stays', 'infrastructure', 'network', 0],
    ['offered-link', 'invented-link', 'model-variance', 'response', 0],
    ['browser-lives', 'browser-killed', 'execution', 'action', 2],
    ['form-takes-entry', 'form-refuses-entry', 'inputs', 'inputs', 0],
    ['login-accepted', 'login-rejected-cascade', 'infrastructure', 'network', 1],
  ])('%s and %s part by %s', async (good, bad, kind, layer, order) => {
    const { difference } = await compareStories(good, bad);
    expect(difference.verdict.kind).toBe(kind);
    expect(difference.parting).toMatchObject({ layer, bad_step: { order } });
  });

  test.each([
    ['approval-goes-through', 'approval-answers-500'],
    ['offered-link', 'invented-link'],
    ['browser-lives', 'browser-killed'],
  ])('every citation of %s and %s can be found in its bundle', async (good, bad) => {
    const { difference, sources } = await compareStories(good, bad);
    const evidence = difference.parting?.evidence ?? [];
    expect(evidence.map(({ run }) => run)).toEqual(['good', 'bad']);
    for (const cited of evidence) {
      const report = diagnosis({ findings: [finding({ evidence: [cited] })] });
      const [check] = await verifyEvidence(report, sources[cited.run]);
      expect(check?.problem).toBeUndefined();
    }
  });

  test('a run does not differ from itself', async () => {
    const { difference } = await compareStories('approval-answers-500', 'approval-answers-500');
    expect(difference.verdict).toMatchObject({ kind: 'same', nature: 'none' });
    expect(difference.parting).toBeNull();
    expect(new Set(difference.steps.map(({ state }) => state))).toEqual(new Set(['same']));
  });

  test('the answer keeps its published shape', async () => {
    const { difference } = await compareStories('offered-link', 'invented-link');
    expect(differenceSchema.parse(difference)).toEqual(difference);
  });
});

function click(name: string, parts: Partial<Action> = {}): Action {
  return actionWith({ type: 'click', element: { tagName: 'button', text: name }, ...parts });
}

function runOf(...steps: readonly (readonly Action[])[]): Run {
  return runWith({
    outcome: outcomeWith({ status: 'completed' }),
    steps: steps.map((actions, order) =>
      stepWith({ order, actions, pageUrl: 'https://shop.test/cart', status: 'completed' }),
    ),
  });
}

describe('steps', () => {
  test('one more wait in one run does not shift the rest', () => {
    const wait = actionWith({ type: 'wait', element: undefined });
    const difference = compareRuns(
      runOf([click('Next')], [click('Pay')]),
      runOf([click('Next')], [wait], [click('Pay')]),
    );
    expect(difference.steps.map(({ state, title }) => `${state}: ${title}`)).toEqual([
      "same: click button 'next'",
      'only-bad: wait',
      "same: click button 'pay'",
    ]);
  });

  test('without page and prompt another choice cannot be called chance', () => {
    const difference = compareRuns(runOf([click('Pay')]), runOf([click('Cancel')]));
    expect(difference.verdict).toMatchObject({ kind: 'cannot-tell', nature: 'unknown' });
    expect(difference.parting?.title).toBe(
      "click on button 'Cancel' instead of click on button 'Pay'",
    );
  });

  test('a step that only broke off later chose the same', () => {
    const failed = click('Pay', {
      results: [actionResultWith({ isSuccess: false, exceptionType: 'TargetClosedError' })],
    });
    const difference = compareRuns(runOf([click('Pay'), click('Print')]), runOf([failed]));
    expect(difference.verdict.kind).toBe('execution');
    expect(difference.parting?.title).toContain('TargetClosedError');
  });

  test('discarded steps take no part', () => {
    const discarded: Step = stepWith({ order: 1, isDiscarded: true });
    const good = runOf([click('Pay')]);
    expect(compareRuns(good, { ...good, steps: [...good.steps, discarded] }).parting).toBeNull();
  });
});
