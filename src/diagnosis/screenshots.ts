import { describeAction } from '../run/describe-action.ts';
import type { Action, Run, Screenshot, Step } from '../run/run.ts';
import type { Diagnosis } from './diagnosis.ts';
import { stepLabel } from './step-label.ts';
import { plainStep } from './to-plain.ts';
import { cutLine } from './views/cut-text.ts';

const WORTH = new Map([
  ['screenshot_action', 0],
  ['screenshot_final', 1],
  ['screenshot_pre_submit', 2],
  ['screenshot_llm', 3],
]);
const ELSEWHERE = 10;
const MAX_CAPTION = 160;

interface Decisive {
  readonly step: Step | undefined;
  readonly action: Action | undefined;
}

/**
 * Screenshots, the decisive one first: after the decisive action, then of its step what followed an action before what the
 * model was shown. Without a decisive step the last page comes first.
 */
export function pickScreenshots(run: Run, decisive: Decisive): Diagnosis['screenshots'] {
  const first =
    decisive.step === undefined
      ? lastScreenshot(run)
      : bestScreenshot(run, decisive.step, decisive.action);
  const rank = (image: Screenshot): number => {
    if (image === first) return -1;
    return (image.stepId === decisive.step?.stepId ? 0 : ELSEWHERE) + worthOf(image);
  };
  return run.screenshots
    .toSorted((a, b) => rank(a) - rank(b))
    .map((image) => {
      const step = run.steps.find((candidate) => candidate.stepId === image.stepId);
      return {
        entry: image.entry,
        artifact_id: image.artifactId,
        caption: captionOf(image, step),
        step: plainStep(step),
      };
    });
}

/** The picture that shows a step best: after the given action, else after its last one, else what there is. */
export function bestScreenshot(
  run: Run,
  step: Step,
  action: Action | undefined,
): Screenshot | undefined {
  const own = run.screenshots.filter((image) => image.stepId === step.stepId);
  const ids = [action, ...step.actions.toReversed()].flatMap(
    (candidate) => candidate?.screenshotArtifactId ?? [],
  );
  for (const id of ids) {
    const image = own.find(({ artifactId }) => artifactId === id);
    if (image !== undefined) return image;
  }
  return own.toSorted((a, b) => worthOf(a) - worthOf(b))[0];
}

function lastScreenshot(run: Run): Screenshot | undefined {
  return (
    run.screenshots.findLast((image) => image.artifactType === 'screenshot_final') ??
    run.screenshots.findLast((image) => image.artifactType === 'screenshot_action')
  );
}

function worthOf(image: Screenshot): number {
  return WORTH.get(image.artifactType) ?? WORTH.size;
}

function captionOf(image: Screenshot, step: Step | undefined): string {
  const action = step?.actions.find(
    (candidate) => candidate.screenshotArtifactId === image.artifactId,
  );
  const what =
    action === undefined
      ? (CAPTIONS.get(image.artifactType) ?? image.artifactType)
      : `after: ${cutLine(describeAction(action), MAX_CAPTION)}`;
  return step === undefined ? what : `${stepLabel(step)}, ${what}`;
}

const CAPTIONS = new Map([
  ['screenshot_action', 'after an action'],
  ['screenshot_final', 'the last page'],
  ['screenshot_pre_submit', 'just before submitting'],
  ['screenshot_llm', 'what the model was shown'],
]);
