/** What `debrief.config.{ts,js,mjs,json}` may say; command line and environment come before it. Paths count from the working directory. */
export interface DebriefConfig {
  readonly report?: ReportConfig;
  readonly triage?: TriageConfig;
}

export interface ReportConfig {
  /** As on the command line: `html=report.html`; one or several. */
  readonly format?: string | readonly string[];
  readonly out?: string;
  readonly exitCode?: boolean;
  /** Bundle of a run that went well, to tell what is normal on this site. */
  readonly passing?: string;
}

export interface TriageConfig {
  /** Bundles, folders and patterns when the command line names none. */
  readonly bundles?: string | readonly string[];
  readonly format?: string | readonly string[];
  readonly baseline?: string;
  /** `new`, `any`, `never`, `cause:GLOB`, `owner:NAME`; one or several. */
  readonly failOn?: string | readonly string[];
  readonly maxFailures?: number;
  readonly jobs?: number;
  readonly ledger?: string;
}

/**
 * The configuration itself; there so that an editor knows its type.
 *
 * @example
 * export default defineConfig({ triage: { baseline: 'known-problems.json', failOn: 'new' } });
 */
export function defineConfig(config: DebriefConfig): DebriefConfig {
  return config;
}
