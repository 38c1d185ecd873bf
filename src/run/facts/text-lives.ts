import type { Run } from '../run.ts';
import { pageStates, type PageState, type PageText } from './page-states.ts';

/** From when to when a text could be read. */
export interface TextLife {
  readonly text: PageText;
  readonly first: PageState;
  readonly last: PageState;
  /** It was there before anything was done: no effect of an action. */
  readonly isInitial: boolean;
  /** It could still be read in the last state of its task. */
  readonly isLasting: boolean;
}

const cache = new WeakMap<Run, readonly TextLife[]>();

/**
 * One life per distinct text and task, in order of first appearance. A text that appears after an action and in no earlier
 * state is that action's effect, whether the page was changed or loaded anew.
 */
export function textLives(run: Run): readonly TextLife[] {
  const known = cache.get(run);
  if (known !== undefined) return known;
  const lives = livesOf(pageStates(run));
  cache.set(run, lives);
  return lives;
}

function livesOf(states: readonly PageState[]): readonly TextLife[] {
  const lives = new Map<string, { text: PageText; first: PageState; last: PageState }>();
  const lastOfTask = new Map(states.map((state) => [state.step.taskId, state]));
  const firstOfTask = new Map(states.toReversed().map((state) => [state.step.taskId, state]));
  for (const state of states) {
    for (const text of state.texts) {
      const key = `${state.step.taskId}\n${text.key}`;
      const life = lives.get(key);
      if (life === undefined) lives.set(key, { text, first: state, last: state });
      else life.last = state;
    }
  }
  return [...lives.values()].map((life) => ({
    ...life,
    isInitial: life.first === firstOfTask.get(life.first.step.taskId),
    isLasting: life.last === lastOfTask.get(life.last.step.taskId),
  }));
}
