import { DOES_NOT_APPLY, type Diagnosis } from '../../diagnosis/diagnosis.ts';

type Check = Diagnosis['checks'][number];
type Coverage = Diagnosis['coverage'][number];

/** One thing that could not be looked at, and why. */
export interface Unseen {
  readonly what: string;
  readonly why: string;
}

const OUTCOME_WORDS = {
  'cannot-tell': ['could not tell', 'could not tell'],
  skipped: ['was skipped', 'were skipped'],
  crashed: ['crashed', 'crashed'],
} as const;
type Words = (typeof OUTCOME_WORDS)[keyof typeof OUTCOME_WORDS];

/** Checks that could not decide for the same reason are one thing to know. */
function unseenChecks(checks: readonly Check[]): readonly Unseen[] {
  const groups = new Map<
    string,
    { readonly names: string[]; readonly words: Words; readonly why: string }
  >();
  for (const { analyser, outcome, reason } of checks) {
    if (outcome === 'found' || outcome === 'clear' || reason.startsWith(DOES_NOT_APPLY)) continue;
    const words = OUTCOME_WORDS[outcome];
    const key = `${outcome} ${reason}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { names: [analyser], words, why: reason });
    else if (!group.names.includes(analyser)) group.names.push(analyser);
  }
  return [...groups.values()].map(({ names, words, why }) => ({
    what:
      names.length === 1
        ? `Check ${names[0] ?? ''} ${words[0]}`
        : `Checks ${names.join(', ')} ${words[1]}`,
    why,
  }));
}

function unseenArtifacts(row: Coverage): readonly Unseen[] {
  const missing = row.listed - row.present;
  const facts = [
    missing > 0 ? `${missing} of ${row.listed} not in the bundle` : '',
    row.unreadable > 0 ? `${row.unreadable} unreadable` : '',
    row.note,
  ].filter((fact) => fact !== '');
  return facts.length === 0 ? [] : [{ what: row.artifact_type, why: facts.join('; ') }];
}

/** What bounds the verdict: artifacts without bytes first, then checks that could not decide. */
export function unseen(diagnosis: Diagnosis): readonly Unseen[] {
  return [...diagnosis.coverage.flatMap(unseenArtifacts), ...unseenChecks(diagnosis.checks)];
}
