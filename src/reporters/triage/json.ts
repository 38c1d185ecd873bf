import type { TriageReport } from '../../compare/triage.ts';
import { visible } from '../escape/visible.ts';

/** The triage as one JSON value, two spaces, ending in a newline. */
export function renderTriageJson(report: TriageReport): string {
  return `${JSON.stringify(report, (_key, value: unknown) => (typeof value === 'string' ? visible(value) : value), 2)}\n`;
}
