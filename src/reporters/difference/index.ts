import type { RunDifference } from '../../compare/difference-schema.ts';

/** Formats a comparison can be written in. */
export const DIFFERENCE_FORMATS = ['terminal', 'markdown', 'json'] as const;
export type DifferenceFormat = (typeof DIFFERENCE_FORMATS)[number];

/** One entry per format, loaded when it is asked for. */
export const DIFFERENCE_REPORTERS = {
  terminal: async () => (await import('./terminal.ts')).renderDifferenceTerminal,
  markdown: async () => (await import('./markdown.ts')).renderDifferenceMarkdown,
  json: async () => (await import('./json.ts')).renderDifferenceJson,
} as const satisfies Record<DifferenceFormat, () => Promise<(difference: RunDifference) => string>>;
