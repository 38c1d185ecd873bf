import { isAtLeast, SEVERITIES, type Severity } from './severity.ts';
import type { Problem, TriageReport } from './triage.ts';

/** When a triage counts as failed: `new`, `any`, `never`, causes by pattern (`cause:network.*`), whose turn it is (`owner:skyvern`), how bad it is (`severity:medium` or worse). */
export type FailOn =
  | { readonly kind: 'new' | 'any' | 'never' }
  | { readonly kind: 'cause' | 'owner'; readonly pattern: string }
  | { readonly kind: 'severity'; readonly least: Severity };

export function readFailOn(text: string): FailOn | undefined {
  if (text === 'new' || text === 'any' || text === 'never') return { kind: text };
  const [, kind, pattern = ''] = /^(cause|owner|severity):(.+)$/.exec(text) ?? [];
  if (kind === 'severity') {
    const least = SEVERITIES.find((severity) => severity === pattern);
    return least === undefined ? undefined : { kind, least };
  }
  return kind === 'cause' || kind === 'owner' ? { kind, pattern } : undefined;
}

export interface Gate {
  readonly failOn: readonly FailOn[];
  /** More failed runs than this fail the gate; undefined for no limit. */
  readonly maxFailures: number | undefined;
}

/** Why the gate is shut, one sentence each; empty when it is open. */
export function judgeGate(report: TriageReport, gate: Gate): readonly string[] {
  const reasons = gate.failOn.flatMap((rule) => reasonOf(report, rule) ?? []);
  const { maxFailures } = gate;
  const isOver = maxFailures !== undefined && report.counts.failed > maxFailures;
  return isOver
    ? [...reasons, `${report.counts.failed} runs failed, ${maxFailures} are allowed`]
    : reasons;
}

function reasonOf(report: TriageReport, rule: FailOn): string | undefined {
  const caught = report.problems.filter((problem) => matches(problem, rule));
  if (caught.length === 0) return undefined;
  const names = [...new Set(caught.map((problem) => problem.cause ?? problem.kind))]
    .slice(0, 5)
    .join(', ');
  return `${caught.length} ${caught.length === 1 ? 'problem' : 'problems'} (${names}) by --fail-on ${ruleWords(rule)}`;
}

function ruleWords(rule: FailOn): string {
  if ('pattern' in rule) return `${rule.kind}:${rule.pattern}`;
  return 'least' in rule ? `severity:${rule.least}` : rule.kind;
}

function matches(problem: Problem, rule: FailOn): boolean {
  switch (rule.kind) {
    case 'never':
      return false;
    case 'any':
      return true;
    case 'new':
      return problem.standing !== 'known';
    case 'cause':
      return matchesGlob(problem.cause ?? problem.kind, rule.pattern);
    case 'owner':
      return matchesGlob(problem.owner, rule.pattern);
    case 'severity':
      return isAtLeast(problem.severity, rule.least);
  }
}

/** `*` stands for any run of characters; everything else for itself. Linear, since patterns come from the command line only. */
function matchesGlob(text: string, pattern: string): boolean {
  const [head = '', ...rest] = pattern.split('*');
  if (!text.startsWith(head)) return false;
  let at = head.length;
  for (const [index, part] of rest.entries()) {
    const isLast = index === rest.length - 1;
    const found = isLast && part !== '' ? text.length - part.length : text.indexOf(part, at);
    if (found < at || (isLast && !text.endsWith(part))) return false;
    at = found + part.length;
  }
  return rest.length > 0 || text === pattern;
}
