import { describe, expect, test } from 'vitest';
import { pickScreenshots } from '../../src/diagnosis/screenshots.ts';
import type { Run, Screenshot } from '../../src/run/run.ts';
import { actionWith, runWith, stepWith } from '../support/run-builder.ts';

function shot(artifactId: string, artifactType: string, stepId = 'stp_0'): Screenshot {
  return { artifactId, artifactType, stepId, entry: artifactId, capturedAtMs: undefined };
}

const first = stepWith({ order: 0 });
const second = stepWith({
  order: 1,
  actions: [
    actionWith({ screenshotArtifactId: 'type', type: 'input_text', text: 'x' }),
    actionWith({ screenshotArtifactId: 'click', element: { tagName: 'button', text: 'Save' } }),
  ],
});
const run: Run = runWith({
  steps: [first, second],
  screenshots: [
    shot('seen', 'screenshot_llm', 'stp_1'),
    shot('early', 'screenshot_action', 'stp_0'),
    shot('type', 'screenshot_action', 'stp_1'),
    shot('click', 'screenshot_action', 'stp_1'),
    shot('end', 'screenshot_final', 'stp_1'),
  ],
});

describe('the picture that leads the report', () => {
  test('follows the decisive action, then come those of its step', () => {
    const picked = pickScreenshots(run, { step: second, action: second.actions[1] });
    expect(picked.map(({ entry }) => entry)).toEqual(['click', 'type', 'end', 'seen', 'early']);
    expect(picked[0]?.caption).toBe("step 1, after: click on button 'Save'");
  });

  test('is the last page where nothing is decisive', () => {
    const picked = pickScreenshots(run, { step: undefined, action: undefined });
    expect(picked[0]?.entry).toBe('end');
  });

  test('is what the model was shown where nothing was done', () => {
    const step = stepWith({ order: 1 });
    const screenshots = [
      shot('early', 'screenshot_action'),
      shot('seen', 'screenshot_llm', 'stp_1'),
    ];
    const picked = pickScreenshots(runWith({ steps: [first, step], screenshots }), {
      step,
      action: undefined,
    });
    expect(picked[0]?.entry).toBe('seen');
  });
});
