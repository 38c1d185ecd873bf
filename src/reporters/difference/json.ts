import type { RunDifference } from '../../compare/difference-schema.ts';
import { visible } from '../escape/visible.ts';

/** The difference as one JSON value, two spaces, ending in a newline. */
export function renderDifferenceJson(difference: RunDifference): string {
  return `${JSON.stringify(difference, (_key, value: unknown) => (typeof value === 'string' ? visible(value) : value), 2)}\n`;
}
