import { describe, expect, test } from 'vitest';
import { buildCausalChain } from '../../src/diagnosis/causal-chain.ts';
import type { RankedFinding } from '../../src/diagnosis/rank.ts';
import { citeAbsent } from '../../src/run/evidence.ts';
import { verdict } from '../support/diagnosis-builder.ts';
import { outcomeWith, runWith, stepWith } from '../support/run-builder.ts';

const cause = verdict({ cause: 'network.http_5xx', summary: 'The server failed.' });

function effect(code: string, title: string, atMs?: number): RankedFinding {
  return {
    role: 'symptom',
    confidence: 0.6,
    explainedBy: 'network.http_5xx',
    finding: {
      code,
      title,
      atMs,
      explanation: '',
      bearing: { tier: 'observed', confidence: 0.6, persistence: 'persistent' },
      evidence: [citeAbsent('har', 'none')],
    },
  };
}

function chain(status: string | undefined, effects: readonly RankedFinding[] = []): string[] {
  const steps = [stepWith({ order: 0 }), stepWith({ order: 1 }), stepWith({ order: 2 })];
  const run = runWith({ steps, outcome: outcomeWith({ status }) });
  const place = { step: steps[0], block: undefined, decisive: undefined };
  return buildCausalChain(run, cause, effects, place);
}

describe('how it came about', () => {
  test('leads from the cause over what followed to the end of the run', () => {
    const effects = [
      effect('page.element_missing', 'Nothing was found.'),
      effect('page.form_validation', 'The page complained.', 5),
    ];
    expect(chain('failed', effects)).toEqual([
      'The server failed.',
      'The run went on for 2 more steps.',
      'The page complained.',
      'Nothing was found.',
      'The run ended as failed.',
    ]);
  });

  test('leaves out how long it went on where an effect says so', () => {
    const effects = [effect('agent.step_cap', 'The run used up its 3 steps.')];
    expect(chain('failed', effects)[1]).toBe('The run used up its 3 steps.');
  });

  test.each([
    ['completed', 'The run was nevertheless recorded as completed.'],
    ['timed_out', 'The run ended as timed out.'],
    ['running', 'The run never ended: its status is still running.'],
    [undefined, 'How the run ended is not recorded.'],
  ])('status %s: %s', (status, sentence) => {
    expect(chain(status).at(-1)).toBe(sentence);
  });
});
