import { comparable } from './page-states.ts';
import { asText } from '../../support/unknown.ts';
import type { Run, Step } from '../run.ts';

/** What the step was to reach, in the user's words: the block's goal, the task's, else the run's. */
export function goalOf(run: Run, step: Step | undefined): string {
  const task = run.tasks.find((candidate) => candidate.taskId === step?.taskId);
  return (
    task?.request.prompt ??
    step?.block?.goal ??
    task?.request.extractionGoal ??
    run.outcome.request.prompt ??
    run.outcome.request.extractionGoal ??
    ''
  );
}

/** Goal with everything it may draw on: payload and parameters, as one comparable text. */
export function goalAndData(run: Run, step: Step | undefined): string {
  const task = run.tasks.find((candidate) => candidate.taskId === step?.taskId);
  const data = [
    task?.request.payload,
    task?.request.parameters,
    run.outcome.request.payload,
    run.outcome.request.parameters,
  ];
  return comparable([goalOf(run, step), step?.block?.goal ?? '', ...data.map(plain)].join('\n'));
}

/** Names and values a goal speaks of: quoted texts, words with digits, capitalised names. */
export function goalEntities(goal: string): readonly string[] {
  const text = goal.slice(0, 5_000);
  const quoted = [...text.matchAll(/['"„“‘«]([^'"“”‘’»\n]{2,80})['"“”’»]/g)].flatMap(
    (match) => asText(match[1]?.trim()) ?? [],
  );
  const coded = [...text.matchAll(/\b(?=[\p{L}\d./-]{0,40}\d)[\p{L}\d][\p{L}\d./-]{2,40}\b/gu)].map(
    (match) => match[0],
  );
  const named = [
    ...text.matchAll(
      /(?<=[\p{Ll}\d,;:] )\p{Lu}[\p{L}\d&-]{1,40}(?: \p{Lu}[\p{L}\d&-]{0,40}){0,3}/gu,
    ),
  ].map((match) => match[0]);
  return [...new Set([...quoted, ...coded, ...named])];
}

function plain(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    return value === undefined || value === null ? '' : JSON.stringify(value);
  } catch {
    return '';
  }
}
