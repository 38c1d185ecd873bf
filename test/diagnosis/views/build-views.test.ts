import { describe, expect, test } from 'vitest';
import { diagnoseRun } from '../../../src/diagnosis/diagnose.ts';
import { diagnosisSchema } from '../../../src/diagnosis/diagnosis.ts';
import type { LlmCall, Run } from '../../../src/run/run.ts';
import { sha256Hex } from '../../../src/support/sha256.ts';
import { networkWith } from '../../support/network-builder.ts';
import {
  actionWith,
  hrefMapWith,
  jsonDocument,
  llmCallWith,
  outcomeWith,
  RUN_START_MS,
  runWith,
  stepWith,
} from '../../support/run-builder.ts';

const LINK = 'https://shop.test/receipts/7?share=abc';

function callUsing(key: string): LlmCall {
  const actions = [{ action_type: 'GOTO_URL', url: `{{${key}}}` }];
  return llmCallWith({
    parsed: jsonDocument('llm_response_parsed', { actions }),
    rendered: jsonDocument('llm_response_rendered', {
      actions: [{ action_type: 'GOTO_URL', url: LINK }],
    }),
  });
}

function failedRun(parts: Partial<Run> = {}): Run {
  const click = actionWith({
    startedAtMs: RUN_START_MS + 1_000,
    element: { tagName: 'button', text: 'Send' },
  });
  return runWith({
    outcome: outcomeWith({ document: jsonDocument('run', { status: 'failed' }) }),
    steps: [stepWith({ pageUrl: 'https://shop.test/', actions: [click] })],
    network: networkWith([
      { url: 'https://shop.test/' },
      { url: 'https://shop.test/api', method: 'POST', status: 500 },
    ]),
    ...parts,
  });
}

describe('the views of a diagnosis', () => {
  test('fit the schema, and evidence about a request has a row to point to', () => {
    const diagnosis = diagnoseRun(failedRun());
    expect(diagnosisSchema.parse(diagnosis)).toEqual(diagnosis);
    const rows = new Set(diagnosis.network?.rows.map((row) => row.har_index));
    const cited = diagnosis.findings
      .flatMap(({ evidence }) => evidence)
      .flatMap(({ locator }) => (locator.kind === 'har-entry' ? [locator.index] : []));
    expect(cited.length).toBeGreaterThan(0);
    expect(cited.filter((index) => !rows.has(index))).toEqual([]);
  });

  test('are absent where there is nothing to show', () => {
    const diagnosis = diagnoseRun(runWith());
    for (const view of ['network', 'links', 'page_changes', 'llm_calls', 'artifacts']) {
      expect(diagnosis).not.toHaveProperty(view);
    }
  });

  test('name no failing step in a run that went well', () => {
    const run = failedRun({ outcome: outcomeWith({ status: 'completed' }), network: undefined });
    expect(diagnoseRun(run)).not.toHaveProperty('failing_step');
  });

  test('show what a hidden link stood for and where the model wrote it', () => {
    const key = `_${sha256Hex(LINK)}`;
    const map = hrefMapWith([[key, LINK]]);
    const call = { ...callUsing(key), hrefMap: map };
    const run = failedRun({ llmCalls: [call], hrefMaps: [map] });
    expect(diagnoseRun(run).links?.[0]).toMatchObject({
      placeholder: `{{${key}}}`,
      url: LINK,
      artifact_id: 'a_llm_response_parsed',
      pointer: '/actions/0/url',
    });
  });

  test('list every artifact with what became of it', () => {
    const listed = {
      artifactId: 'a_1',
      artifactType: 'recording',
      stepId: undefined,
      entry: null,
      state: 'expired',
      sizeBytes: undefined,
      reason: 'the link had expired',
    };
    expect(diagnoseRun(failedRun({ artifacts: [listed] })).artifacts).toEqual([
      {
        artifact_id: 'a_1',
        artifact_type: 'recording',
        entry: null,
        state: 'expired',
        size_bytes: null,
        reason: 'the link had expired',
      },
    ]);
  });

  test('stay bounded with a heavy HAR', () => {
    const many = Array.from({ length: 5_000 }, (_, index) => ({
      url: `https://shop.test/api/${index}?q=${'x'.repeat(2_000)}`,
      status: index % 7 === 0 ? 500 : 200,
    }));
    const diagnosis = diagnoseRun(failedRun({ network: networkWith(many) }));
    expect(JSON.stringify(diagnosis).length).toBeLessThan(1_500_000);
  });
});
