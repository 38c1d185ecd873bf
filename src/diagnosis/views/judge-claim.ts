import type { FailureReason } from '../../run/facts/failure-reason.ts';
import type { Diagnosis, SkyvernClaim } from '../diagnosis.ts';
import type { RankedFinding } from '../rank.ts';
import {
  CATEGORIES_WITHOUT_CAUSE,
  CATEGORY_MEANINGS,
  type CategoryMeaning,
} from './category-meanings.ts';
import { fitsAny } from '../code-pattern.ts';
import { PROSE_TOPICS } from './prose-topics.ts';

/** What a claim is set against. */
export interface Ground {
  readonly verdict: Diagnosis['verdict'];
  readonly ranked: readonly RankedFinding[];
}

type Judgement = Pick<SkyvernClaim, 'judgement' | 'why'>;

/** A weaker verdict contradicts nobody. */
const CONTRADICTS_FROM = 0.75;
const MAX_PROSE = 4_000;

export function judgeCategory(category: string, ground: Ground): Judgement {
  const nothing = CATEGORIES_WITHOUT_CAUSE.get(category);
  if (nothing !== undefined) return cannotTell(nothing);
  const meaning = CATEGORY_MEANINGS.get(category);
  if (meaning === undefined) return cannotTell('This category is not known to this version.');
  return judgeCodes(meaning, ground);
}

/** A reason in the words of a model: only what it speaks of can be compared. */
export function judgeProse(prose: string, ground: Ground): Judgement {
  const { cause } = ground.verdict;
  const topics = PROSE_TOPICS.filter(({ words }) => words.test(prose.slice(0, MAX_PROSE)));
  if (topics.length === 0)
    return cannotTell('Words of a model, which name nothing that could be looked up.');
  const spoken = `It speaks of ${topics.map(({ name }) => name).join(' and of ')}.`;
  if (cause === null) return cannotTell(`${spoken} This report found no cause to set against it.`);
  const right = topics.filter(({ means }) => fitsAny(means, cause));
  if (right.length > 0 && right.length < topics.length)
    return cannotTell(
      `${spoken} Of these the evidence bears out only ${right.map(({ name }) => name).join(', ')} (${cause}).`,
    );
  if (right.length === 0 && topics.every(({ isObservation }) => isObservation === true))
    return cannotTell(`${spoken} That is what was seen, not why; the evidence shows ${cause}.`);
  const { judgement, why } = judgeCodes({ means: topics.flatMap(({ means }) => means) }, ground);
  return { judgement, why: `${spoken} ${why}` };
}

/** A reason that the software filled in: a template, not an opinion. */
export function judgeTyped(reason: FailureReason, ground: Ground): Judgement {
  const { cause } = ground.verdict;
  if (LIMITS.test(reason.core)) return cannotTell('It says how the run ended, not why.');
  if (isRead(ground))
    return {
      judgement: 'confirmed',
      why: `The software wrote it where it failed; ${cause ?? 'the cause'} is read from it.`,
    };
  const topic = PROSE_TOPICS.find(({ words }) => words.test(reason.core.slice(0, MAX_PROSE)));
  if (cause !== null && topic !== undefined && fitsAny(topic.means, cause))
    return {
      judgement: 'confirmed',
      why: `It speaks of ${topic.name}. The evidence shows ${cause}.`,
    };
  return cannotTell('The software wrote it: it says what failed, not why.');
}

/** The verdict rests first of all on this very reason, and the reason is no prose. */
export function isRead({ verdict, ranked }: Ground): boolean {
  const primary = ranked.find(({ role }) => role === 'primary')?.finding;
  const locator = primary?.evidence[0].locator;
  return (
    verdict.kind === 'cause' &&
    primary?.bearing.tier === 'typed' &&
    locator?.kind === 'json' &&
    locator.pointer.endsWith('/failure_reason')
  );
}

const LIMITS = /^(?:Reached the maximum steps|Max retries per step|Reached the max)/;

function judgeCodes({ means, mayMean = [] }: CategoryMeaning, ground: Ground): Judgement {
  const { verdict, ranked } = ground;
  const { cause, confidence } = verdict;
  if (cause === null) return cannotTell('This report found no cause to set against it.');
  if (fitsAny(means, cause)) return { judgement: 'confirmed', why: `The evidence shows ${cause}.` };
  if (fitsAny(mayMean, cause))
    return cannotTell(`It is too coarse: ${cause} may be filed under it, other causes too.`);
  const seen = ranked.find(
    ({ finding, role }) => role !== 'primary' && fitsAny([...means, ...mayMean], finding.code),
  );
  if (seen?.explainedBy !== undefined)
    return {
      judgement: 'contradicted',
      why: `It names an effect: ${seen.finding.code} follows from ${seen.explainedBy}.`,
    };
  if (seen !== undefined)
    return cannotTell(`${seen.finding.code} was seen too, but ${cause} explains the end better.`);
  return confidence >= CONTRADICTS_FROM
    ? { judgement: 'contradicted', why: `No check found that; the evidence shows ${cause}.` }
    : cannotTell(`The evidence points to ${cause}, but not strongly enough to rule it out.`);
}

function cannotTell(why: string): Judgement {
  return { judgement: 'cannot-tell', why };
}
