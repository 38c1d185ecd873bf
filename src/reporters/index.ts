import type { Reporter } from './reporter.ts';

export type { Reporter, RenderOptions } from './reporter.ts';

/** Formats a report can be written in. */
export const FORMATS = ['json', 'terminal', 'markdown', 'html', 'prompt'] as const;
export type Format = (typeof FORMATS)[number];

/** One entry per format, loaded when it is asked for. */
export const REPORTERS = {
  json: async () => (await import('./json.ts')).renderJson,
  terminal: async () => (await import('./terminal.ts')).renderTerminal,
  markdown: async () => (await import('./markdown.ts')).renderMarkdown,
  html: async () => (await import('./html.ts')).renderHtml,
  prompt: async () => (await import('./prompt.ts')).renderPrompt,
} as const satisfies Record<Format, () => Promise<Reporter>>;

export function isFormat(text: string): text is Format {
  return FORMATS.some((format) => format === text);
}
