import { asArray, asObject } from '../../support/unknown.ts';
import type { Run, Step } from '../run.ts';

/** One value of the user's data, under the name it has there. */
export interface GivenValue {
  readonly key: string;
  readonly value: string;
}

const MAX_VALUES = 500;

/** Leaves of payload and parameters, of the task and the run. */
export function givenValues(run: Run, step: Step): readonly GivenValue[] {
  const task = run.tasks.find((candidate) => candidate.taskId === step.taskId);
  const stack: { readonly key: string; readonly value: unknown }[] = [
    task?.request.payload,
    task?.request.parameters,
    run.outcome.request.payload,
    run.outcome.request.parameters,
  ].map((value) => ({ key: '', value }));
  const found = new Map<string, GivenValue>();
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (found.size >= MAX_VALUES) break;
    const { key, value } = next;
    if (typeof value === 'string' || typeof value === 'number')
      found.set(`${key}\n${value}`, { key, value: String(value).trim() });
    for (const item of (asArray(value) ?? []).slice(0, MAX_VALUES))
      stack.push({ key, value: item });
    for (const [name, item] of Object.entries(asObject(value) ?? {}))
      stack.push({ key: name, value: item });
  }
  return [...found.values()].filter(({ key, value }) => key !== '' && value !== '');
}
