/** How often one rule replaced something. */
export interface RuleCount {
  readonly rule: string;
  readonly count: number;
}

/** What was removed where; never the value. */
export interface RedactionRow extends RuleCount {
  readonly entry: string;
}

/** What was removed from a report: `entry` is the file that was quoted, null for words of the report itself. */
export interface ReportRedaction extends RuleCount {
  readonly entry: string | null;
}

/** Counts replacements by rule. */
export interface Tally {
  readonly add: (rule: string) => void;
  readonly total: () => number;
  /** Sorted by rule. */
  readonly rules: () => readonly RuleCount[];
}

export function createTally(): Tally {
  const counts = new Map<string, number>();
  let total = 0;
  return {
    add: (rule) => {
      counts.set(rule, (counts.get(rule) ?? 0) + 1);
      total++;
    },
    total: () => total,
    rules: () =>
      [...counts]
        .map(([rule, count]) => ({ rule, count }))
        .toSorted((a, b) => (a.rule < b.rule ? -1 : 1)),
  };
}

/** The redaction list of one bundle entry. */
export function redactionRows(entry: string, rules: readonly RuleCount[]): readonly RedactionRow[] {
  return rules.map(({ rule, count }) => ({ rule, entry, count }));
}
