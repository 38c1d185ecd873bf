import type { Diagnosis } from '../../../src/diagnosis/diagnosis.ts';
import {
  diagnosis,
  evidence,
  finding,
  request,
  runFacts,
  stepRef,
  timelineRow,
  verdict,
} from '../../support/diagnosis-builder.ts';

const nothing = { owner: 'unknown', retry: 'no', cause: null } as const;

/** Ended well, with the usual noise. */
export const healthyRun: Diagnosis = diagnosis({
  run: runFacts({
    id: 'tsk_510',
    status: 'completed',
    goal: 'Order two ink cartridges for printer P-4.',
  }),
  verdict: verdict({
    ...nothing,
    kind: 'healthy',
    confidence: 0.97,
    summary: 'The run did what it was asked; the order number 88121 is on the last page.',
    fingerprint: 'ffp1:00000000',
  }),
  checks: [{ analyser: 'failed-request', outcome: 'clear', reason: '' }],
  coverage: [{ artifact_type: 'har', listed: 1, present: 1, unreadable: 0, note: '' }],
  timeline: [
    timelineRow({
      step: stepRef(0),
      duration_ms: 9100,
      tokens: 4100,
      actions: [
        { text: 'click "Add to basket"', status: 'completed', error: null, screenshot: null },
      ],
    }),
    timelineRow({
      label: 'step 1',
      step: stepRef(1),
      duration_ms: 8700,
      tokens: 4200,
      actions: [{ text: 'click "Order now"', status: 'completed', error: null, screenshot: null }],
    }),
  ],
  network: {
    bodies: 'omitted',
    omitted: 0,
    rows: [
      request({
        url: 'https://office.example/orders',
        host: 'office.example',
        method: 'POST',
        status: 201,
        type: 'document',
      }),
    ],
  },
});

/** Ended badly, and the bundle does not say why. */
export const inconclusiveRun: Diagnosis = diagnosis({
  run: runFacts({
    id: 'tsk_511',
    failure_reason: 'Reached the maximum steps (3). Possible failure reasons: unclear.',
    goal: 'Choose an aisle seat for booking Q4.',
  }),
  verdict: verdict({
    ...nothing,
    kind: 'inconclusive',
    retry: 'after-change',
    confidence: 0.34,
    summary: 'The seat plan never loaded, and the bundle does not hold what would say why.',
    fixes: ['Record response bodies (HAR content "embed") and run once more.'],
    would_decide: ['the body of POST /graphql (HAR entry 14)', 'the server log of step 2'],
  }),
  findings: [
    finding({
      code: 'network.app_error_in_200',
      role: 'contributing',
      confidence: 0.34,
      title: 'POST /graphql answered 200 and the page stayed as it was',
      evidence: [
        evidence({
          claim: 'POST /graphql answered 200, without a recorded body',
          locator: { kind: 'har-entry', index: 14 },
        }),
      ],
    }),
  ],
  alternatives: [
    {
      cause: 'network.app_error_in_200',
      confidence: 0.34,
      why_not: 'Not observable: the HAR holds no bodies.',
    },
    { cause: 'page.option_unavailable', confidence: 0.28, why_not: 'No seat is marked as taken.' },
  ],
  checks: [
    {
      analyser: 'application-error',
      outcome: 'cannot-tell',
      reason: 'The HAR holds no response bodies.',
    },
    { analyser: 'invented-element', outcome: 'crashed', reason: 'unexpected value in step_output' },
  ],
  coverage: [
    {
      artifact_type: 'har',
      listed: 1,
      present: 1,
      unreadable: 0,
      note: 'response bodies were not recorded',
    },
    {
      artifact_type: 'visible_elements_tree',
      listed: 3,
      present: 3,
      unreadable: 1,
      note: 'cut off after 61 kB',
    },
  ],
  timeline: [timelineRow({ step: stepRef(0), status: 'failed', duration_ms: 30_000 })],
  sections: [
    {
      id: 'seat-plan',
      title: 'Seat plan',
      details: [
        { kind: 'facts', rows: [{ name: 'Seats seen', value: '0' }] },
        {
          kind: 'table',
          columns: ['Row', 'Seats'],
          rows: [
            ['14', 'none | unknown'],
            ['15', 'none'],
          ],
        },
        { kind: 'code', language: 'json', text: '{"data":null}' },
        { kind: 'list', rows: ['plan requested', 'plan empty'] },
        { kind: 'text', text: 'Written by an analyser as data.' },
      ],
    },
  ],
});

/** Fetched while it was still going. */
export const unfinishedRun: Diagnosis = diagnosis({
  run: runFacts({ id: 'tsk_512', status: 'running', finished_at: null }),
  verdict: verdict({
    ...nothing,
    kind: 'unfinished',
    retry: 'later',
    confidence: 0.8,
    summary: 'The run had not ended when it was fetched; its last trace of life is 4 minutes old.',
    would_decide: ['the same run, fetched after its end'],
  }),
  timeline: [
    timelineRow({ step: stepRef(0), status: 'running', note: 'no trace of life for 4 minutes' }),
  ],
});

/** Stopped by a person. */
export const canceledRun: Diagnosis = diagnosis({
  run: runFacts({ id: 'tsk_513', status: 'canceled' }),
  verdict: verdict({
    ...nothing,
    kind: 'canceled',
    confidence: 0.9,
    summary: 'Somebody canceled the run while it was filling the form; nothing was wrong with it.',
  }),
  timeline: [
    timelineRow({ step: stepRef(0), duration_ms: 12_000 }),
    timelineRow({ label: 'step 1', step: stepRef(1), status: 'canceled' }),
  ],
});
