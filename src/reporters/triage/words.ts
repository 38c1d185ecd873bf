import type { Problem, TriageReport } from '../../compare/triage.ts';
import { OWNER_WORDS, RETRY_WORDS } from '../words/advice.ts';
import { count } from '../words/amount.ts';

const MAX_NAMES = 10;

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
    `${runs}${span}; severity ${problem.severity}`,
    `for ${OWNER_WORDS[problem.owner]}; ${RETRY_WORDS[problem.retry]}`,
    ...named('workflows', problem.workflows),
    ...named('blocks', problem.blocks),
    ...knownFacts(problem),
  ];
}

function named(what: string, names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  const more = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : '';
  return [`${what}: ${names.slice(0, MAX_NAMES).join(', ')}${more}`];
}

/** What people wrote about the problem. */
function knownFacts({ known, standing }: Problem): readonly string[] {
  if (known === undefined) return [];
  const facts = [
    ...(known.owner === undefined ? [] : [`looked after by ${known.owner}`]),
    ...(known.note === undefined ? [] : [known.note]),
    ...(known.expires === undefined
      ? []
      : [`${standing === 'expired' ? 'was' : 'is'} accepted until ${known.expires}`]),
  ];
  return facts.length === 0 ? [] : [`known: ${facts.join('; ')}`];
}

/** Whose problems they are: "3 for the owner of the site, 1 for …". */
export function ownersLine({ problems }: TriageReport): string | undefined {
  if (problems.length === 0) return undefined;
  const counts = new Map<Problem['owner'], number>();
  for (const { owner } of problems) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  const parts = [...counts]
    .toSorted(([a, many], [b, more]) => more - many || (a < b ? -1 : 1))
    .map(([owner, amount]) => `${amount} for ${OWNER_WORDS[owner]}`);
  return `Whose turn it is: ${parts.join(', ')}.`;
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
