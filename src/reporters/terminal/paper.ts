import { terminalLink, terminalStyle, terminalText } from '../escape/terminal.ts';
import type { Line, Span } from '../outline/block.ts';
import type { RenderOptions } from '../reporter.ts';
import { wrapLine } from './wrap.ts';

const RENDITIONS = { prose: undefined, strong: 1, muted: 90, code: 36, bad: 31, good: 32 } as const;

/** Turns lines into text: the one place where spans become bytes of a terminal. */
export interface Paper {
  readonly columns: number;
  /** Wrapped behind `first`, continued behind `next`: blanks of the same width when left out. */
  line(line: Line, first?: string, next?: string): string;
  /** A heading in capitals with a rule. */
  heading(title: string): string;
  span(span: Span): string;
}

/** A link for spans that stand for an entry the caller can open. */
function linked(span: Span, text: string, options: RenderOptions): string {
  if (options.hyperlinks !== true || span.entry === undefined) return text;
  const address = options.entryUrl?.(span.entry);
  return address === undefined ? text : terminalLink(text, address);
}

export function paperOf(options: RenderOptions): Paper {
  const columns = Math.max(40, options.columns ?? 80);
  const span = (piece: Span): string => {
    const text = terminalText(piece.text);
    const rendition = options.color === true ? RENDITIONS[piece.style] : undefined;
    return linked(piece, rendition === undefined ? text : terminalStyle(text, rendition), options);
  };
  const line = (spans: Line, first = '', next = ' '.repeat(first.length)): string => {
    const lines = wrapLine(spans, columns - Math.max(first.length, next.length));
    return lines
      .map((part, index) => `${index === 0 ? first : next}${part.map(span).join('')}`.trimEnd())
      .join('\n');
  };
  const heading = (title: string): string => span({ style: 'strong', text: title.toUpperCase() });
  return { columns, span, line, heading };
}
