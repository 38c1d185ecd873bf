import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../src/analysers/finding.ts';
import type { Diagnosis } from '../../../src/diagnosis/diagnosis.ts';
import type { RankedFinding } from '../../../src/diagnosis/rank.ts';
import { buildSkyvernSaid } from '../../../src/diagnosis/views/skyvern-said.ts';
import { citeJson } from '../../../src/run/evidence.ts';
import type { Run } from '../../../src/run/run.ts';
import { verdict } from '../../support/diagnosis-builder.ts';
import { jsonDocument, outcomeWith, resourceSource, runWith } from '../../support/run-builder.ts';

const place = { source: resourceSource('run'), pointer: '/failure_reason' };

function runSaying(failureReason: string, status = 'failed', category?: string): Run {
  return runWith({
    outcome: outcomeWith({
      status,
      failureReason,
      document: jsonDocument('run', { status, failure_reason: failureReason }),
      failureCategories:
        category === undefined ? [] : [{ category, confidence: 0.7, reasoning: undefined, place }],
    }),
  });
}

function findingOf(code: string, tier: Finding['bearing']['tier'] = 'observed'): Finding {
  return {
    code,
    title: code,
    explanation: '',
    bearing: { tier, confidence: 0.9, persistence: 'persistent' },
    evidence: [citeJson(place, 'words', 'the reason')],
  };
}

function ranked(code: string, parts: Partial<RankedFinding> = {}): RankedFinding {
  return {
    finding: findingOf(code),
    role: 'primary',
    confidence: 0.9,
    explainedBy: undefined,
    ...parts,
  };
}

function caused(cause: string | null, confidence = 0.9): Diagnosis['verdict'] {
  return verdict({ cause, confidence, kind: cause === null ? 'inconclusive' : 'cause' });
}

function judgementsOf(
  run: Run,
  cause: string | null,
  others: readonly RankedFinding[] = [],
): readonly (readonly [string, string])[] {
  const findings = cause === null ? others : [ranked(cause), ...others];
  const said = buildSkyvernSaid(run, caused(cause), findings);
  return (said?.claims ?? []).map(({ judgement, why }) => [judgement, why] as const);
}

describe("what Skyvern's category is worth", () => {
  test.each([
    ['ANTI_BOT_DETECTION', 'access.captcha', 'confirmed'],
    ['ANTI_BOT_DETECTION', 'page.iframe', 'contradicted'],
    ['ANTI_BOT_DETECTION', 'access.geo_block', 'cannot-tell'],
    ['AUTH_FAILURE', 'access.mfa_no_source', 'confirmed'],
    ['AUTH_FAILURE', 'llm.refusal', 'contradicted'],
    ['LLM_ERROR', 'llm.rate_limited', 'confirmed'],
    ['NAVIGATION_FAILURE', 'network.dns', 'confirmed'],
    ['UNKNOWN', 'network.dns', 'cannot-tell'],
    ['MAX_STEPS_EXCEEDED', 'agent.step_cap', 'cannot-tell'],
    ['A_CATEGORY_OF_NEXT_YEAR', 'network.dns', 'cannot-tell'],
  ])('%s against %s: %s', (category, cause, judgement) => {
    const [first] = judgementsOf(runSaying('It failed.', 'failed', category), cause);
    expect(first?.[0]).toBe(judgement);
  });

  test('a weak verdict contradicts nobody', () => {
    const run = runSaying('It failed.', 'failed', 'ELEMENT_NOT_FOUND');
    const said = buildSkyvernSaid(run, caused('agent.action_loop', 0.6), [
      ranked('agent.action_loop'),
    ]);
    expect(said?.claims?.[0]?.judgement).toBe('cannot-tell');
  });

  test('a category that names a mere effect is contradicted as a cause, and the effect is named', () => {
    const effect = ranked('page.element_missing', {
      role: 'symptom',
      explainedBy: 'llm.parse_failure',
    });
    const run = runSaying('It failed.', 'failed', 'ELEMENT_NOT_FOUND');
    const [first] = judgementsOf(run, 'llm.parse_failure', [effect]);
    expect(first).toEqual([
      'contradicted',
      'It names an effect: page.element_missing follows from llm.parse_failure.',
    ]);
  });

  test('without a cause of our own nothing is judged', () => {
    const [first] = judgementsOf(runSaying('It failed.', 'failed', 'AUTH_FAILURE'), null);
    expect(first?.[0]).toBe('cannot-tell');
  });
});

describe("what Skyvern's prose is worth", () => {
  test.each([
    ['The session has expired, so the form was lost.', 'access.session_expired', 'confirmed'],
    ['The form rejected the number.', 'access.session_expired', 'contradicted'],
    ['The button could not be found.', 'network.http_5xx', 'cannot-tell'],
    ['Something odd went on.', 'network.http_5xx', 'cannot-tell'],
    [
      'The sign-in page is displayed again. Probably a reCAPTCHA.',
      'access.login_rejected',
      'cannot-tell',
    ],
  ])('%s against %s: %s', (prose, cause, judgement) => {
    expect(judgementsOf(runSaying(prose, 'terminated'), cause).at(-1)?.[0]).toBe(judgement);
  });

  test('a limit says how the run ended, and the guess of a model behind it is judged by itself', () => {
    const run = runSaying(
      'Reached the maximum steps (3). Possible failure reasons: The page appears slow.',
    );
    expect(judgementsOf(run, 'network.http_5xx')).toEqual([
      ['cannot-tell', 'It says how the run ended, not why.'],
      [
        'contradicted',
        'It speaks of slowness or a timeout. No check found that; the evidence shows network.http_5xx.',
      ],
    ]);
  });

  test('what the software wrote is confirmed where the verdict is read from it', () => {
    const run = runSaying("Failed to execute code block. Reason: KeyError: 'senior'");
    const said = buildSkyvernSaid(run, caused('script.code_error'), [
      ranked('script.code_error', { finding: findingOf('script.code_error', 'typed') }),
    ]);
    expect(said?.claims?.[0]?.judgement).toBe('confirmed');
    expect(said?.agreement).toBe('agrees');
  });
});

test('a run of which Skyvern says nothing has no such view', () => {
  expect(buildSkyvernSaid(runWith(), caused(null), [])).toBeUndefined();
});

test.each([
  ['The session has expired.', 'access.session_expired', 'agrees'],
  ['The form rejected the number.', 'access.session_expired', 'disagrees'],
  ['It did not work.', 'access.session_expired', 'says-nothing'],
] as const)('%s against %s: Skyvern %s', (prose, cause, agreement) => {
  const said = buildSkyvernSaid(runSaying(prose, 'terminated'), caused(cause), [ranked(cause)]);
  expect(said?.agreement).toBe(agreement);
});
