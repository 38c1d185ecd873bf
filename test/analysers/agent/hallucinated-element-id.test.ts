import { describe, expect, test } from 'vitest';
import { told, type PlannedPart, type Story, type StoryStep } from '../../support/story-builder.ts';

const HTML =
  '<h1 unique_id="AAAA">Rooms</h1><input name="q" unique_id="AAAB"><button unique_id="AAAC">Hold room</button>';
const MISSING: readonly [string, string] = [
  'MissingElement',
  'Found no elements. selector=None element_id=AAZ9',
];

function step(...plan: readonly PlannedPart[]): StoryStep {
  return { url: 'https://lodge.test/', html: HTML, plan };
}

function run(...steps: readonly StoryStep[]): Story {
  return { goal: 'Hold the room for Monday.', steps };
}

const GHOST: PlannedPart = {
  type: 'click',
  id: 'AAZ9',
  fails: MISSING,
  reasoning: 'Press the hold button of the lake room.',
};
const GHOST_CODE = 'agent.hallucinated_element_id@0';

describe('an id that no page has', () => {
  test('is the cause when the run never did what was meant', () => {
    expect(told(run(step(GHOST), step(GHOST)))).toBe(GHOST_CODE);
  });

  test('is the cause when nothing was done of the action, not even a failure', () => {
    const dropped: PlannedPart = { type: 'click', id: 'AAZ9', isDropped: true };
    const typed: PlannedPart = { type: 'input_text', id: 'AAAB', text: 'Monday' };
    expect(told(run(step(typed, dropped), step({ type: 'terminate' })))).toBe(GHOST_CODE);
  });

  test('is overcome when the model found the right element later', () => {
    const right: PlannedPart = {
      type: 'click',
      id: 'AAAC',
      reasoning: 'Press the hold button of the lake room.',
    };
    const failing = {
      ...step(right),
      requests: [
        {
          method: 'POST',
          url: 'https://lodge.test/api/hold',
          status: 500,
          mimeType: 'application/json',
        },
      ],
      after: `${HTML}<p role="alert">Something went wrong.</p>`,
    };
    expect(told(run(step(GHOST), failing))).toBe('network.http_5xx@1');
  });

  test('is none when an action was only not reached', () => {
    const failed: PlannedPart = { type: 'click', id: 'AAAC', fails: ['FailToClick', 'Timeout'] };
    const unreached: PlannedPart = { type: 'input_text', id: 'AAAB', text: 'x', isDropped: true };
    expect(told(run(step(failed, unreached)))).not.toContain('hallucinated');
  });
});
