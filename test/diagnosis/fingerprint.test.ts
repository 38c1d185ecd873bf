import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/analysers/finding.ts';
import { fingerprintOf } from '../../src/diagnosis/fingerprint.ts';
import { citeAbsent } from '../../src/run/evidence.ts';
import type { RunRequest } from '../../src/run/run.ts';
import { outcomeWith, runWith, stepWith } from '../support/run-builder.ts';

interface Situation {
  readonly code?: string;
  readonly locus?: string;
  readonly page?: string;
  readonly goal?: string;
}

function fingerprint({
  code = 'network.http_5xx',
  locus = 'POST app.shop.test/api/orders 503',
  page = 'https://app.shop.test/cart',
  goal = 'Order item 7',
}: Situation = {}): string {
  const request: RunRequest = { ...outcomeWith().request, prompt: goal };
  const step = stepWith({ pageUrl: page });
  const run = runWith({ outcome: outcomeWith({ request }), steps: [step] });
  const finding: Finding = {
    code,
    title: '',
    explanation: '',
    bearing: { tier: 'observed', confidence: 0.9, persistence: 'persistent' },
    step,
    locus,
    evidence: [citeAbsent('har', '')],
  };
  return fingerprintOf(run, finding).fingerprint;
}

const POST = 'POST app.shop.test:8443/api/orders 503';

describe('two runs have one fingerprint', () => {
  test.each([
    ['with another port', { locus: POST }, { locus: POST.replace('8443', '9443') }],
    ['with another host of the site', {}, { page: 'https://eu.shop.test/cart?id=9' }],
    ['with another goal that meets the same answer', {}, { goal: 'Order something else' }],
    [
      'with another number in an element',
      { locus: "click button 'Open R-4410' MissingElement" },
      { locus: "click button 'Open R-5521' MissingElement" },
    ],
    [
      'with another hash',
      { locus: 'GET shop.test/static/main.8c41f0d2.js 404' },
      { locus: 'GET shop.test/static/main.77aa01ff.js 404' },
    ],
    [
      'with another id and date',
      {
        code: 'task.loop',
        goal: 'Renew tsk_600186874052423660 by 2026-11-23T10:00:00Z (Ref 4e6a0b)',
      },
      {
        code: 'task.loop',
        goal: 'Renew tsk_700186874052423661 by 2027-01-02T11:30:05Z (Ref 99ffd2)',
      },
    ],
  ])('%s', (_, one, other) => {
    expect(fingerprint(one)).toBe(fingerprint(other));
  });
});

describe('two runs have different fingerprints', () => {
  test.each([
    ['with another status', { locus: 'POST app.shop.test/api/orders 500' }],
    ['with another endpoint', { locus: 'POST app.shop.test/api/payments 503' }],
    ['with another method', { locus: 'PUT app.shop.test/api/orders 503' }],
    ['with another cause', { code: 'network.rate_limited' }],
    ['on another site', { page: 'https://bank.test/cart' }],
  ])('%s', (_, other) => {
    expect(fingerprint(other)).not.toBe(fingerprint());
  });

  test('where the goal itself is the matter', () => {
    const one = { code: 'task.goal_impossible', locus: 'unavailable' };
    expect(fingerprint({ ...one, goal: 'Book the tour' })).not.toBe(
      fingerprint({ ...one, goal: 'Book the hotel' }),
    );
  });
});

test('a page that never loaded leaves the address it was meant for', () => {
  const request = { ...outcomeWith().request, url: 'https://start.shop.test/' };
  const step = stepWith({ pageUrl: 'chrome-error://chromewebdata/' });
  const run = runWith({ outcome: outcomeWith({ request }), steps: [step] });
  expect(fingerprintOf(run, undefined).fingerprint_components[1]).toBe('shop.test');
});
