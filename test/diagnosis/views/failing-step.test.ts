import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../src/analysers/finding.ts';
import type { FailingStep } from '../../../src/diagnosis/diagnosis.ts';
import { findDecisiveAction } from '../../../src/diagnosis/views/decisive-action.ts';
import { buildFailingStep } from '../../../src/diagnosis/views/failing-step.ts';
import { resolvePlaceholders } from '../../../src/links/index.ts';
import { citeExchange, citeJson, type Evidence } from '../../../src/run/evidence.ts';
import type { Action, ConsoleMessage, Run, Step } from '../../../src/run/run.ts';
import { exchangeWith, networkWith } from '../../support/network-builder.ts';
import {
  actionResultWith,
  actionWith,
  artifactSource,
  blockWith,
  resourceSource,
  RUN_START_MS,
  runWith,
  scrapeWith,
  stepWith,
} from '../../support/run-builder.ts';

function findingWith(evidence: Evidence): Finding {
  return {
    code: 'network.http_5xx',
    title: 'A request failed.',
    explanation: '',
    bearing: { tier: 'observed', confidence: 0.9, persistence: 'persistent' },
    evidence: [evidence],
  };
}

const type = actionWith({ type: 'input_text', text: 'x', startedAtMs: RUN_START_MS + 1_000 });
const click = actionWith({ order: 1, startedAtMs: RUN_START_MS + 5_000 });
const wait = actionWith({
  order: 2,
  type: 'wait',
  results: [actionResultWith({ isSuccess: false, exceptionType: 'Exception' })],
});

describe('which action of the decisive step the card speaks of', () => {
  const step = stepWith({ actions: [type, click, wait] });

  test('the one in whose time a cited request began', () => {
    const exchange = exchangeWith({ startedAtMs: RUN_START_MS + 5_100 });
    const run = runWith({ steps: [step], network: networkWith([exchange]) });
    const found = findDecisiveAction(run, step, findingWith(citeExchange(exchange, 'it failed')));
    expect(found).toEqual({ action: click, isCited: true });
  });

  test('the one whose result is cited', () => {
    const place = { source: click.place.source, pointer: `${click.place.pointer}/status` };
    const found = findDecisiveAction(runWith(), step, findingWith(citeJson(place, 'x', 'so')));
    expect(found?.action).toBe(click);
  });

  test('else the first that failed, where a wait never counts', () => {
    const failed = actionWith({ results: [actionResultWith({ isSuccess: false })] });
    const guess = (actions: readonly Action[]): unknown =>
      findDecisiveAction(runWith(), stepWith({ actions }), undefined)?.action;
    expect(guess([failed, click])).toBe(failed);
    expect(guess([wait, click])).toBe(click);
  });

  test('none in a step without actions', () => {
    expect(findDecisiveAction(runWith(), stepWith(), undefined)).toBeUndefined();
  });
});

function cardOf(step: Step | undefined, parts: Partial<Run> = {}): FailingStep | undefined {
  const run = runWith({ steps: step === undefined ? [] : [step], ...parts });
  const [action] = step?.actions ?? [];
  const decisive = action === undefined ? undefined : { action, isCited: false };
  const facts = { links: resolvePlaceholders(run), changes: [] };
  return buildFailingStep(run, { step, block: undefined, decisive }, facts);
}

describe('the card', () => {
  test('is absent when the verdict points nowhere', () => {
    expect(cardOf(undefined)).toBeUndefined();
  });

  test('tells an id that Skyvern never scraped', () => {
    const card = cardOf(
      stepWith({
        actions: [actionWith({ elementId: 'AAQ7' })],
        scrape: scrapeWith({ knownIds: new Set(['AAAB', 'AAAC']) }),
      }),
    );
    expect(card?.action?.element_known).toBe(
      "is not among the 2 element ids of this step's scrape",
    );
  });

  test('says nothing of an id where no scrape is known', () => {
    const card = cardOf(stepWith({ actions: [actionWith({ elementId: 'AAQ7' })] }));
    expect(card?.action?.element_known).toBeNull();
  });

  test('puts the exception of the last result into words', () => {
    const result = actionResultWith({
      isSuccess: false,
      exceptionType: 'MissingElement',
      exceptionMessage: 'Found no\n elements.',
    });
    const card = cardOf(stepWith({ actions: [actionWith({ results: [result] })] }));
    expect(card?.action?.result).toBe('MissingElement: Found no elements.');
  });

  test('lists failed requests of the step first and none of other steps', () => {
    const own = { startedAtMs: RUN_START_MS + 2_000 };
    const card = cardOf(stepWith({ actions: [click] }), {
      network: networkWith([
        { url: 'https://shop.test/', ...own },
        { url: 'https://shop.test/api', method: 'POST', status: 500, ...own },
        { url: 'https://shop.test/late', startedAtMs: RUN_START_MS + 600_000 },
      ]),
    });
    expect(card?.requests).toEqual([1, 0]);
  });

  test('shows errors of the console in the time of the step, but not those about harmless requests', () => {
    const message = (line: number, parts: Partial<ConsoleMessage>): ConsoleMessage => ({
      source: artifactSource('browser_console_log'),
      line,
      atMs: RUN_START_MS + 1_000,
      level: 'error',
      text: 'Failed to load resource',
      url: undefined,
      ...parts,
    });
    const icon = 'https://shop.test/favicon.ico';
    const card = cardOf(stepWith(), {
      network: networkWith([{ url: 'https://shop.test/' }, { url: icon, status: 404 }]),
      console: [
        message(1, { url: icon }),
        message(2, { level: 'log' }),
        message(3, { level: 'warning', text: 'deprecated' }),
        message(4, { url: 'https://shop.test/app.js' }),
        message(5, { atMs: RUN_START_MS + 900_000 }),
      ],
    });
    expect(card?.console.map(({ line, text }) => [line, text])).toEqual([
      [4, 'Failed to load resource (https://shop.test/app.js)'],
      [3, 'deprecated'],
    ]);
  });

  test('of a block without steps tells why it failed', () => {
    const block = blockWith({ failureReason: 'KeyError: senior', goal: 'Count them.' });
    const run = runWith({ blocks: [block] });
    const facts = { links: resolvePlaceholders(run), changes: [] };
    const card = buildFailingStep(run, { step: undefined, block, decisive: undefined }, facts);
    expect(card).toMatchObject({ step: null, exception: 'KeyError: senior', goal: 'Count them.' });
  });

  test('points at the screenshot after its action', () => {
    const shot = (artifactId: string, artifactType: string): Run['screenshots'][number] => ({
      artifactId,
      artifactType,
      entry: `artifacts/${artifactId}`,
      stepId: 'stp_0',
      capturedAtMs: undefined,
    });
    const card = cardOf(stepWith({ actions: [actionWith({ screenshotArtifactId: 'a_2' })] }), {
      screenshots: [shot('a_1', 'screenshot_llm'), shot('a_2', 'screenshot_action')],
    });
    expect(card?.screenshot).toBe('artifacts/a_2');
  });
});

test('evidence in another document than the steps names no action', () => {
  const step = stepWith({ actions: [click] });
  const place = { source: resourceSource('run'), pointer: click.place.pointer };
  const found = findDecisiveAction(runWith(), step, findingWith(citeJson(place, 'x', 'so')));
  expect(found?.isCited).toBe(false);
});
