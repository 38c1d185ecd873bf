import type { TriageReport } from '../../compare/triage.ts';

export interface TriageRenderOptions {
  /** Markdown: cut on a section's border, in bytes of UTF-8. */
  readonly maxBytes?: number;
}

/** Report in, text out; pure. */
export type TriageReporter = (report: TriageReport, options?: TriageRenderOptions) => string;
