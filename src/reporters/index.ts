import type { Reporter } from './reporter.ts';

export type { Reporter, RenderOptions } from './reporter.ts';

/** Formats a report can be written in. */
export const FORMATS = [
  'terminal',
  'json',
  'markdown',
  'html',
  'prompt',
  'github',
  'gitlab',
  'junit',
  'ctrf',
  'sarif',
  'ndjson',
  'csv',
] as const;
export type Format = (typeof FORMATS)[number];

/** One entry per format, loaded when it is asked for. */
export const REPORTERS = {
  terminal: async () => (await import('./terminal.ts')).renderTerminal,
  json: async () => (await import('./json.ts')).renderJson,
  markdown: async () => (await import('./markdown.ts')).renderMarkdown,
  html: async () => (await import('./html.ts')).renderHtml,
  prompt: async () => (await import('./prompt.ts')).renderPrompt,
  github: async () => (await import('./github.ts')).renderGithub,
  gitlab: async () => (await import('./gitlab.ts')).renderGitlab,
  junit: async () => (await import('./junit.ts')).renderJunit,
  ctrf: async () => (await import('./ctrf.ts')).renderCtrf,
  sarif: async () => (await import('./sarif.ts')).renderSarif,
  ndjson: async () => (await import('./ndjson.ts')).renderNdjson,
  csv: async () => (await import('./csv.ts')).renderCsv,
} as const satisfies Record<Format, () => Promise<Reporter>>;
