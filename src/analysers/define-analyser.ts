import type { Run } from '../run/run.ts';
import type { CannotTell, Finding } from './finding.ts';

export type Owner =
  'site' | 'credentials' | 'task' | 'agent' | 'llm' | 'skyvern' | 'network' | 'unknown';
export type Retry = 'no' | 'later' | 'after-change';

/** Wording and advice of one cause, the same for every run. */
export interface FindingInfo {
  /** What it means, for somebody who sees the code for the first time. */
  readonly meaning: string;
  readonly owner: Owner;
  readonly retry: Retry;
  /** Concrete next steps, the first one first. */
  readonly fixes: readonly [string, ...string[]];
}

/** Parts of a run that may be absent from a bundle. */
export type Facet =
  'outcome' | 'steps' | 'blocks' | 'network' | 'console' | 'serverLog' | 'llmCalls' | 'output';

export interface Analyser<Code extends string = string> {
  /** Kebab-case; equals the file name. */
  readonly id: string;
  /** Without these the analyser is skipped and the report says so. */
  readonly needs: readonly Facet[];
  /** Every code `run` may report, with its wording. */
  readonly findings: Readonly<Record<Code, FindingInfo>>;
  readonly run: (run: Run) => readonly Finding<NoInfer<Code>>[] | CannotTell;
}

export function defineAnalyser<const Code extends string>(
  analyser: Analyser<Code>,
): Analyser<Code> {
  return analyser;
}
