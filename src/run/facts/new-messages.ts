import type { Action, Run, Step } from '../run.ts';
import type { PageState, PageText } from './page-states.ts';
import { realSteps } from './progress.ts';
import { textLives } from './text-lives.ts';

/** A short text that a page began to show after something was done. */
export interface NewMessage {
  readonly text: PageText;
  /** The step whose action brought it. */
  readonly step: Step;
  /** The action right before it, when that is known. */
  readonly action: Action | undefined;
  readonly first: PageState;
  readonly last: PageState;
  /** Still there in the last page of the task. */
  readonly isLasting: boolean;
}

const MAX_MESSAGE_CHARS = 400;

const cache = new WeakMap<Run, readonly NewMessage[]>();

/** Texts that were on no page of the task before an action, in order of appearance. */
export function newMessages(run: Run): readonly NewMessage[] {
  const known = cache.get(run);
  if (known !== undefined) return known;
  const messages = findMessages(run);
  cache.set(run, messages);
  return messages;
}

function findMessages(run: Run): readonly NewMessage[] {
  return textLives(run)
    .filter((life) => !life.isInitial && life.text.text.length <= MAX_MESSAGE_CHARS)
    .map((life) => {
      const step = causingStep(run, life.first);
      const action =
        life.first.action ?? (step === life.first.step ? undefined : step.actions.at(-1));
      return {
        text: life.text,
        step,
        action,
        first: life.first,
        last: life.last,
        isLasting: life.isLasting,
      };
    });
}

/** What the next step sees first was brought about by the step before it. */
export function causingStep(run: Run, state: PageState): Step {
  if (state.action !== undefined || state.snapshot?.kind === 'action') return state.step;
  const steps = realSteps(run).filter((step) => step.taskId === state.step.taskId);
  return steps[steps.indexOf(state.step) - 1] ?? state.step;
}
