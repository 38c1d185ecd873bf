import type { Problem, TriageReport } from '../../compare/triage.ts';
import { OWNER_WORDS, RETRY_WORDS } from '../words/advice.ts';
import { count } from '../words/amount.ts';

/** "40 of 200 runs failed: 5 problems, 2 of them new." */
export function headline({ counts, gone }: TriageReport): string {
  if (counts.failed === 0)
    return `No failed run among ${count(counts.bundles, 'bundle')}${counts.unreadable > 0 ? `; ${counts.unreadable} could not be read` : ''}.`;
  const news = counts.new === 0 ? 'none of them new' : `${counts.new} of them new`;
  const lost =
    counts.unreadable > 0 ? `; ${count(counts.unreadable, 'bundle')} could not be read` : '';
  const over = gone.length > 0 ? `; ${count(gone.length, 'known problem')} not seen` : '';
  return `${counts.failed} of ${count(counts.bundles, 'run')} failed: ${count(counts.problems, 'problem')}, ${news}${over}${lost}.`;
}

export function problemTitle(problem: Problem): string {
  return `${problem.cause ?? problem.kind}: ${problem.exemplar.summary}`;
}

/** Who, whether to retry, when, and in which blocks. */
export function problemFacts(problem: Problem): readonly string[] {
  const runs = count(problem.entries.length, 'run');
  const span =
    problem.firstSeen === null
      ? ''
      : problem.firstSeen === problem.lastSeen
        ? `, ${problem.firstSeen}`
        : `, ${problem.firstSeen} to ${problem.lastSeen ?? ''}`;
  return [
    `${runs}${span}`,
    `for ${OWNER_WORDS[problem.owner]}; ${RETRY_WORDS[problem.retry]}`,
    ...(problem.blocks.length === 0 ? [] : [`blocks: ${problem.blocks.join(', ')}`]),
    ...(problem.known?.note === undefined ? [] : [`known: ${problem.known.note}`]),
  ];
}

/** Why these runs are one problem. */
export function commonGround(problem: Problem): string {
  return problem.components.filter((component) => component !== '').join(' · ');
}

export const STANDING_WORDS = {
  new: 'NEW',
  known: 'known',
  expired: 'EXPIRED',
} as const satisfies Record<Problem['standing'], string>;
