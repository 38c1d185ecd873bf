/** A piece of a line. Every text may come from a page: whoever writes it out escapes it. */
export interface Span {
  readonly style: 'prose' | 'strong' | 'muted' | 'code' | 'bad' | 'good';
  readonly text: string;
  /** Entry of the bundle or web address the text stands for. */
  readonly entry?: string | undefined;
}

export type Line = readonly Span[];

export interface TreeRow {
  readonly depth: number;
  readonly mark: 'bad' | 'good' | 'open' | 'decisive';
  readonly line: Line;
  readonly details: readonly Line[];
}

/** What a section of a text report is made of. */
export type Block =
  | { readonly kind: 'paragraph'; readonly line: Line }
  | { readonly kind: 'list'; readonly isOrdered: boolean; readonly items: readonly ListEntry[] }
  | {
      readonly kind: 'facts';
      readonly rows: readonly { readonly name: string; readonly line: Line }[];
    }
  | {
      readonly kind: 'table';
      readonly columns: readonly string[];
      readonly rows: readonly (readonly Line[])[];
    }
  | { readonly kind: 'excerpt'; readonly text: string; readonly language: string }
  | { readonly kind: 'tree'; readonly rows: readonly TreeRow[] };

export interface ListEntry {
  readonly line: Line;
  /** A second line with the source, then a quotation. */
  readonly source?: Line;
  readonly excerpt?: string;
}

/** One section of a text report. */
export interface OutlineSection {
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
  /** Worth folding away where the format can. */
  readonly isDetail: boolean;
}

export const prose = (text: string): Span => ({ style: 'prose', text });
export const strong = (text: string): Span => ({ style: 'strong', text });
export const muted = (text: string): Span => ({ style: 'muted', text });
export const code = (text: string, entry?: string | null): Span => ({
  style: 'code',
  text,
  entry: entry ?? undefined,
});
export const bad = (text: string): Span => ({ style: 'bad', text });
export const good = (text: string): Span => ({ style: 'good', text });

export const paragraph = (...line: Line): Block => ({ kind: 'paragraph', line });

export const list = (items: readonly ListEntry[], isOrdered = false): Block => ({
  kind: 'list',
  isOrdered,
  items,
});

/** Spans side by side with a middle dot between them. */
export function dotted(spans: readonly Span[]): Line {
  return spans.flatMap((span, index) => (index === 0 ? [span] : [muted(' · '), span]));
}
