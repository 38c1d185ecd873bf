import type { Run, Screenshot } from '../run/run.ts';
import type { Diagnosis } from './diagnosis.ts';
import { plainStep } from './to-plain.ts';

const WORTH = new Map([
  ['screenshot_action', 0],
  ['screenshot_final', 1],
  ['screenshot_pre_submit', 2],
  ['screenshot_llm', 3],
]);

/** Screenshots, those of the decisive step first; of each step what followed an action before what the model was shown. */
export function pickScreenshots(run: Run, decisiveStepId: string | null): Diagnosis['screenshots'] {
  const rank = (image: Screenshot): number =>
    (image.stepId === decisiveStepId ? 0 : 10) + (WORTH.get(image.artifactType) ?? 5);
  return run.screenshots
    .toSorted((a, b) => rank(a) - rank(b))
    .map((image) => {
      const step = run.steps.find((candidate) => candidate.stepId === image.stepId);
      const place =
        step === undefined
          ? ''
          : `, step ${step.order}${step.retryIndex === 0 ? '' : ` retry ${step.retryIndex}`}`;
      return {
        entry: image.entry,
        artifact_id: image.artifactId,
        caption: `${CAPTIONS.get(image.artifactType) ?? image.artifactType}${place}`,
        step: plainStep(step),
      };
    });
}

const CAPTIONS = new Map([
  ['screenshot_action', 'after an action'],
  ['screenshot_final', 'the last page'],
  ['screenshot_pre_submit', 'just before submitting'],
  ['screenshot_llm', 'what the model was shown'],
]);
