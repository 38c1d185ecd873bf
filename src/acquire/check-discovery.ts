import { AcquireError } from './acquire-error.ts';
import { answerText, serverWords } from './client.ts';
import { findAnswer, refusalReason, type AnsweredQuestion } from './discover.ts';
import type { Session } from './session.ts';

/** Stops with one clear sentence when the answers give nothing to work on. */
export function checkDiscovery(
  session: Session,
  runId: string,
  answers: readonly AnsweredQuestion[],
): void {
  const run = findAnswer(answers, 'run');
  const origin = session.base.origin;
  const denied = answers.find(isDenied);
  const hasListing = answers.some(
    ({ question, value }) => question.isListing && Array.isArray(value),
  );
  if (run !== undefined && isDenied(run)) throw authError(origin, run);
  if (run?.value !== undefined && hasListing) return;
  if (denied !== undefined && !hasListing) throw authError(origin, denied);
  if (run === undefined) return;
  const hasRows = answers.some(
    ({ question, value }) => question.isListing && Array.isArray(value) && value.length > 0,
  );
  if (run.value === undefined && !hasRows) throw runError(origin, runId, run);
  if (!hasListing) throw listingError(origin, runId, answers);
}

/** Skyvern answers 403 to a wrong key, and 404 to a good key of another deployment. */
function isDenied(answered: AnsweredQuestion): boolean {
  const { answer } = answered;
  if (answer.kind !== 'answer') return false;
  if (answer.status === 401 || answer.status === 403) return true;
  return answer.status === 404 && /^Organization not found/.test(serverWords(answerText(answer)));
}

function authError(origin: string, answered: AnsweredQuestion): AcquireError {
  const status = answered.answer.kind === 'answer' ? answered.answer.status : 0;
  const words = refusalReason(answered).replace(/[.\s]{1,20}$/, '');
  return new AcquireError(
    'auth',
    `${origin} refused the API key (${String(status)}: ${words}); set SKYVERN_API_KEY to a key of this server`,
    { status },
  );
}

function runError(origin: string, runId: string, run: AnsweredQuestion): AcquireError {
  if (run.answer.kind === 'problem') {
    const hint =
      'check that the server is up and that SKYVERN_BASE_URL or --base-url is its address';
    return new AcquireError(
      'unreachable',
      `${origin} gave no answer (${run.answer.problem.message}); ${hint}`,
      { cause: run.answer.problem },
    );
  }
  const { status } = run.answer;
  const words = refusalReason(run);
  if (status === 404 || status === 422 || status === 400) {
    return new AcquireError(
      'not-found',
      `${origin} knows no run ${runId} for this key (${String(status)}: ${words}); check the id, the server and the key`,
      { status },
    );
  }
  return new AcquireError(
    'unusable',
    `${origin} could not tell about ${runId} (${String(status)}: ${words}); try again later`,
    { status },
  );
}

function listingError(
  origin: string,
  runId: string,
  answers: readonly AnsweredQuestion[],
): AcquireError {
  const listing = findAnswer(answers, 'artifacts');
  const isList = listing?.value === undefined;
  const why = listing !== undefined && isList ? refusalReason(listing) : 'the answer is no list';
  return new AcquireError(
    'unusable',
    `${origin} gave no usable list of the artifacts of ${runId} (${why}); try again later`,
  );
}
