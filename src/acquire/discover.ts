import { answerText, answerValue, getAnswer, serverWords, type Answer } from './client.ts';
import { isRecord, recordsIn, textAt } from './json-value.ts';
import { thingsIn } from './named-things.ts';
import {
  questionsAbout,
  rootQuestions,
  tasksPath,
  TASKS_PAGE_SIZE,
  type ApiQuestion,
  type Thing,
} from './questions.ts';
import type { Session } from './session.ts';

/** A question with what came of it. */
export interface AnsweredQuestion {
  readonly question: ApiQuestion;
  /** The path that was answered, or the first one tried. */
  readonly path: string;
  readonly answer: Answer;
  /** The answer's JSON when the status was 200, else undefined. */
  readonly value: unknown;
}

export interface Discovery {
  readonly answers: readonly AnsweredQuestion[];
  readonly warnings: readonly string[];
}

/**
 * Asks the API about the run, then about everything its answers name, until nothing new turns up. No single listing
 * is complete: rows may lack the run, the task or the step they belong to, so all of them are read.
 */
export async function discoverRun(session: Session, runId: string): Promise<Discovery> {
  const isPlainTask = runId.startsWith('tsk_') && !runId.startsWith('tsk_v2_');
  const asked = new Set<string>();
  const answers: AnsweredQuestion[] = [];
  const warnings: string[] = [];
  let next: readonly ApiQuestion[] = [
    ...rootQuestions(runId),
    ...questionsAbout(rootThing(runId), runId),
  ];
  while (next.length > 0) {
    const fresh = next.filter((question) => isNew(asked, question.paths[0]));
    if (asked.size > session.limits.maxRequests) {
      warnings.push(
        `the run names more than ${String(session.limits.maxRequests)} things; the rest was not asked about`,
      );
      break;
    }
    const round = await Promise.all(
      fresh.map((question) => session.pool.run(() => askQuestion(session, question))),
    );
    answers.push(...round);
    next = round.flatMap((answered) => followUps(answered, { runId, isPlainTask }));
  }
  return { answers, warnings };
}

/** Asks about single things that turned up later. */
export async function askAbout(
  session: Session,
  things: readonly Thing[],
): Promise<readonly AnsweredQuestion[]> {
  const questions = things.flatMap((thing) => questionsAbout(thing, ''));
  return Promise.all(
    questions.map((question) => session.pool.run(() => askQuestion(session, question))),
  );
}

function isNew(asked: Set<string>, path: string): boolean {
  const before = asked.size;
  return asked.add(path).size > before;
}

function rootThing(runId: string): Thing {
  if (runId.startsWith('tsk_v2_')) return { kind: 'task-v2', id: runId };
  return { kind: runId.startsWith('wr_') ? 'workflow-run' : 'task', id: runId };
}

function followUps(
  answered: AnsweredQuestion,
  root: { readonly runId: string; readonly isPlainTask: boolean },
): readonly ApiQuestion[] {
  const { question, value } = answered;
  if (value === undefined) return [];
  const things = thingsIn(question.resource, value)
    // A task inside a workflow names the whole workflow; only the task was asked for.
    .filter((thing) => !(root.isPlainTask && thing.kind === 'workflow-run'));
  return [
    ...things.flatMap((thing) => questionsAbout(thing, root.runId)),
    ...nextPage(question, value),
  ];
}

function nextPage(question: ApiQuestion, value: unknown): readonly ApiQuestion[] {
  if (
    question.resource !== 'tasks' ||
    question.resourceId === null ||
    recordsIn(value).length < TASKS_PAGE_SIZE
  )
    return [];
  const page = Number(/&page=(\d+)&/.exec(question.paths[0])?.[1] ?? '1') + 1;
  const entry = `api/workflow_runs/${question.resourceId}/tasks_${String(page)}.json`;
  return [{ ...question, entry, paths: [tasksPath(question.resourceId, page)] }];
}

async function askQuestion(session: Session, question: ApiQuestion): Promise<AnsweredQuestion> {
  let first: AnsweredQuestion | undefined;
  for (const path of question.paths) {
    const answer = await getAnswer(session, path);
    const value = answerValue(answer);
    const answered = { question, path, answer, value };
    if (value !== undefined && !isForeignEmptyList(question, path, value)) return answered;
    first ??= answered;
    // Asking an older path cannot help a wrong key.
    if (answer.kind === 'answer' && (answer.status === 401 || answer.status === 403)) break;
  }
  if (first === undefined) throw new Error('a question without a path');
  return first;
}

/** The older timeline path answers `[]` to ids it does not know; the first path's refusal says more. */
function isForeignEmptyList(question: ApiQuestion, path: string, value: unknown): boolean {
  return path !== question.paths[0] && Array.isArray(value) && value.length === 0;
}

/** One line on why a question has no answer; deterministic, so without times and counts. */
export function refusalReason(answered: AnsweredQuestion): string {
  if (answered.answer.kind === 'problem') return answered.answer.problem.message;
  if (answered.answer.status === 200) return 'the answer is no JSON';
  const words = serverWords(answerText(answered.answer));
  return words === '' ? `the server answered ${String(answered.answer.status)}` : words;
}

/** The value of the first answer to `resource`, when it is an object. */
export function findAnswer(
  answers: readonly AnsweredQuestion[],
  resource: string,
): AnsweredQuestion | undefined {
  return answers.find(
    ({ question }) => question.resource === resource && question.resourceId === null,
  );
}

/** `status` of the run as its answer gives it. */
export function runStatusOf(answers: readonly AnsweredQuestion[]): string | undefined {
  const value = findAnswer(answers, 'run')?.value;
  return isRecord(value) ? textAt(value, 'status') : undefined;
}
