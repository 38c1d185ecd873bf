import type { Cluster } from './cluster.ts';

/** From worst to least. */
export const SEVERITIES = ['high', 'medium', 'low'] as const;
export type Severity = (typeof SEVERITIES)[number];

/**
 * How bad a problem is: `high` when it comes back until somebody acts and felled more than one run, `medium` when one of
 * the two holds, `low` when a later retry may pass and one run failed.
 */
export function severityOf({ retry, entries }: Pick<Cluster, 'retry' | 'entries'>): Severity {
  const [comesBack, isWide] = [retry !== 'later', entries.length > 1];
  if (comesBack && isWide) return 'high';
  return comesBack || isWide ? 'medium' : 'low';
}

export function isAtLeast(severity: Severity, least: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least);
}
