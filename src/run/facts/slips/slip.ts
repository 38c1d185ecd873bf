import type { Action, Run, Step } from '../../run.ts';

/** A value that went into a field and is not the one the task gave for it. */
export interface ValueSlip {
  readonly step: Step;
  readonly action: Action;
  readonly typed: string;
  /** What should have been there, as the task writes it. */
  readonly meant: string;
  /** How the two came apart, as the end of a sentence. */
  readonly words: string;
  readonly confidence: number;
}

export type SlipRule = (run: Run, step: Step, action: Action) => ValueSlip | undefined;
