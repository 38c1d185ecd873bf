import type { Diagnosis } from '../../diagnosis/diagnosis.ts';

type Kind = Diagnosis['verdict']['kind'];
export type Mood = 'bad' | 'good' | 'open';

interface Outcome {
  /** One or two words for a badge. */
  readonly badge: string;
  readonly mood: Mood;
}

/** How each kind of verdict is announced. */
export const OUTCOMES = {
  cause: { badge: 'Cause found', mood: 'bad' },
  healthy: { badge: 'Healthy', mood: 'good' },
  canceled: { badge: 'Canceled', mood: 'open' },
  inconclusive: { badge: 'No cause found', mood: 'open' },
  unfinished: { badge: 'Still running', mood: 'open' },
} as const satisfies Record<Kind, Outcome>;

const FAILED = /fail|error|terminat|timed?_?out/;
const DONE = /complet|success|finish|^ok$/;

/** Colour of a status word of Skyvern, whatever the version calls it. */
export function moodOf(status: string): Mood {
  if (FAILED.test(status)) return 'bad';
  return DONE.test(status) ? 'good' : 'open';
}

/** What the card about one step or block is called: only what failed is called failing. */
export function cardTitle({ verdict, run, failing_step: card }: Diagnosis): string {
  const noun = card?.step === null ? 'block' : 'step';
  if (verdict.kind !== 'cause') return `The ${noun} to look at`;
  return moodOf(run.status ?? '') === 'bad' ? `The failing ${noun}` : `The decisive ${noun}`;
}
