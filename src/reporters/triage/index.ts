import type { TriageReporter } from './reporter.ts';

export type { TriageRenderOptions, TriageReporter } from './reporter.ts';

/** Formats a triage can be written in. */
export const TRIAGE_FORMATS = [
  'terminal',
  'markdown',
  'json',
  'ndjson',
  'csv',
  'junit',
  'ctrf',
  'sarif',
  'github',
  'gitlab',
] as const;
export type TriageFormat = (typeof TRIAGE_FORMATS)[number];

/** One entry per format, loaded when it is asked for. */
export const TRIAGE_REPORTERS = {
  terminal: async () => (await import('./terminal.ts')).renderTriageTerminal,
  markdown: async () => (await import('./markdown.ts')).renderTriageMarkdown,
  json: async () => (await import('./json.ts')).renderTriageJson,
  ndjson: async () => (await import('./facts.ts')).renderTriageNdjson,
  csv: async () => (await import('./facts.ts')).renderTriageCsv,
  junit: async () => (await import('./junit.ts')).renderTriageJunit,
  ctrf: async () => (await import('./ctrf.ts')).renderTriageCtrf,
  sarif: async () => (await import('./sarif.ts')).renderTriageSarif,
  gitlab: async () => (await import('./gitlab.ts')).renderTriageGitlab,
  github: async () => (await import('./github.ts')).renderTriageGithub,
} as const satisfies Record<TriageFormat, () => Promise<TriageReporter>>;
