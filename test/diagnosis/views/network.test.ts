import { describe, expect, test } from 'vitest';
import { buildNetwork } from '../../../src/diagnosis/views/network.ts';
import type { Exchange, Run } from '../../../src/run/run.ts';
import { networkWith } from '../../support/network-builder.ts';
import { actionWith, RUN_START_MS, runWith, stepWith } from '../../support/run-builder.ts';

const NOTHING: ReadonlySet<number> = new Set();

function runOf(exchanges: readonly Partial<Exchange>[]): Run {
  const click = actionWith({
    startedAtMs: RUN_START_MS + 1_000,
    finishedAtMs: RUN_START_MS + 1_100,
    element: { tagName: 'button', text: 'Save' },
  });
  return runWith({
    network: networkWith(exchanges),
    steps: [stepWith({ pageUrl: 'https://shop.test/', actions: [click] })],
  });
}

const page = { url: 'https://shop.test/' };
const refused = {
  method: 'POST',
  url: 'https://shop.test/api/save',
  status: 500,
  mimeType: 'application/json',
  startedAtMs: RUN_START_MS + 1_050,
};

describe('the network view', () => {
  test('is absent without a HAR', () => {
    expect(buildNetwork(runWith(), NOTHING)).toBeUndefined();
  });

  test('says of a failed request what failed, and after which action', () => {
    const rows = buildNetwork(runOf([page, refused]), NOTHING)?.rows;
    expect(rows?.[1]).toMatchObject({
      har_index: 1,
      method: 'POST',
      status: 500,
      outcome: 'failed',
      reason: expect.stringContaining('the server failed'),
      action: "click on button 'Save'",
      is_first_party: true,
    });
  });

  test('tells harmless failures, unfinished and successful requests apart', () => {
    const rows = buildNetwork(
      runOf([
        page,
        { url: 'https://shop.test/favicon.ico', status: 404, mimeType: 'image/x-icon' },
        { url: 'https://shop.test/poll', status: -1, durationMs: undefined },
      ]),
      NOTHING,
    )?.rows;
    expect(rows?.map(({ outcome }) => outcome)).toEqual(['ok', 'noise', 'unfinished']);
    expect(rows?.map(({ failure }) => failure)).toEqual([null, null, 'unfinished']);
  });

  test('an answer that says 200 and holds an error counts as failed', () => {
    const rows = buildNetwork(
      runOf([
        page,
        {
          method: 'POST',
          url: 'https://shop.test/graphql',
          mimeType: 'application/json',
          responseText: '{"errors":[{"message":"out of stock"}],"data":null}',
        },
      ]),
      NOTHING,
    )?.rows;
    expect(rows?.[1]).toMatchObject({ outcome: 'failed', status: 200 });
    expect(rows?.[1]?.reason).toContain('out of stock');
  });

  test('a failure that may not have mattered says so', () => {
    const rows = buildNetwork(
      runOf([
        page,
        {
          url: 'https://shop.test/api/hints',
          status: 500,
          mimeType: 'application/json',
          resourceType: 'xhr',
          startedAtMs: RUN_START_MS + 40_000,
        },
      ]),
      NOTHING,
    )?.rows;
    expect(rows?.[1]?.reason).toMatch(/^may not have mattered: /);
  });

  test('of too many requests the failed ones and those the report points at are kept, in their order', () => {
    const images = Array.from({ length: 900 }, (_, index) => ({
      url: `https://shop.test/img/${index}.png`,
      mimeType: 'image/png',
      startedAtMs: RUN_START_MS + 2_000 + index,
    }));
    const late = { ...refused, startedAtMs: RUN_START_MS + 5_000 };
    const network = buildNetwork(runOf([page, ...images, late]), new Set([850]));
    const indexes = network?.rows.map((row) => row.har_index) ?? [];
    expect(indexes).toHaveLength(400);
    expect(indexes).toEqual(indexes.toSorted((a, b) => a - b));
    expect(indexes).toEqual(expect.arrayContaining([0, 850, 901]));
    expect(network?.omitted).toBe(502);
  });

  test('rows stay small however long the addresses are', () => {
    const long = `https://shop.test/a?${'q'.repeat(50_000)}`;
    const network = buildNetwork(runOf([page, { url: long }]), NOTHING);
    expect(JSON.stringify(network).length).toBeLessThan(2_000);
  });
});
