import type { FailureReason } from '../../run/facts/failure-reason.ts';
import type { Diagnosis, SkyvernClaim } from '../diagnosis.ts';
import type { RankedFinding } from '../rank.ts';
import { CATEGORIES_WITHOUT_CAUSE, CATEGORY_MEANINGS } from './category-meanings.ts';
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
  const { cause } = ground.verdict;
  if (cause !== null && fitsAny(meaning.mayMean ?? [], cause) && !fitsAny(meaning.means, cause))
    return cannotTell(`It is too coarse: ${cause} may be filed under it, other causes too.`);
  return judgeCodes(meaning.means, ground);
}

/** A reason in the words of a model: only what it speaks of can be compared. */
export function judgeProse(prose: string, ground: Ground): Judgement {
  const { verdict } = ground;
  const topics = PROSE_TOPICS.filter(({ words }) => words.test(prose.slice(0, MAX_PROSE)));
  if (topics.length === 0)
    return cannotTell(
      'These are words of a model, and nothing recorded speaks for or against them.',
    );
  const { cause } = verdict;
  const right = cause === null ? undefined : topics.find(({ means }) => fitsAny(means, cause));
  const judged = judgeCodes(
    (right === undefined ? topics : [right]).flatMap(({ means }) => means),
    ground,
  );
  const spoken = (right === undefined ? topics : [right]).map(({ name }) => name).join(' and of ');
  return { ...judged, why: `It speaks of ${spoken}. ${judged.why}` };
}

/** A reason that the software filled in: a template, not an opinion. */
export function judgeTyped(reason: FailureReason, { verdict, ranked }: Ground): Judgement {
  if (LIMITS.test(reason.core)) return cannotTell('It says how the run ended, not why.');
  const isGround = ranked.some(
    ({ finding, role }) =>
      role === 'primary' &&
      finding.evidence.some(
        ({ locator }) => locator.kind === 'json' && locator.pointer.endsWith('/failure_reason'),
      ),
  );
  if (verdict.cause !== null && isGround)
    return {
      judgement: 'confirmed',
      why: `The software wrote it where it failed; ${verdict.cause} is read from it.`,
    };
  return judgeProse(reason.core, { verdict, ranked });
}

const LIMITS = /^(?:Reached the maximum steps|Max retries per step|Reached the max)/;

function judgeCodes(means: readonly string[], { verdict, ranked }: Ground): Judgement {
  const { cause, confidence } = verdict;
  if (cause === null) return cannotTell('This report found no cause to set against it.');
  if (fitsAny(means, cause)) return { judgement: 'confirmed', why: `The evidence shows ${cause}.` };
  const seen = ranked.find(
    ({ finding, role }) => role !== 'primary' && fitsAny(means, finding.code),
  );
  if (seen?.explainedBy !== undefined)
    return {
      judgement: 'contradicted',
      why: `It names an effect: ${seen.finding.code} follows from ${seen.explainedBy}.`,
    };
  if (seen !== undefined)
    return cannotTell(`${seen.finding.code} was seen too, but ${cause} explains the end better.`);
  return confidence >= CONTRADICTS_FROM
    ? { judgement: 'contradicted', why: `The evidence shows ${cause} and nothing of that kind.` }
    : cannotTell(`The evidence points to ${cause}, but not strongly enough to rule it out.`);
}

function cannotTell(why: string): Judgement {
  return { judgement: 'cannot-tell', why };
}
