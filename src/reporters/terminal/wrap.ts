import { terminalText } from '../escape/terminal.ts';
import type { Line, Span } from '../outline/block.ts';
import { cutToWidth, textWidth } from './width.ts';

/** Spans that may not be torn apart, with the blank before them. */
interface Atom {
  readonly spans: readonly Span[];
  readonly width: number;
  readonly blank: Span | undefined;
}

function piecesOf(span: Span): readonly Span[] {
  const texts = terminalText(span.text)
    .split(/( +)/)
    .filter((text) => text !== '');
  return texts.map((text) => ({ ...span, text }));
}

const isBlank = (span: Span): boolean => span.text.startsWith(' ');

function atomOf(spans: readonly Span[], blank: Span | undefined): Atom {
  return { spans, blank, width: spans.reduce((sum, span) => sum + textWidth(span.text), 0) };
}

function atomsOf(line: Line): readonly Atom[] {
  const atoms: Atom[] = [];
  let word: Span[] = [];
  let blank: Span | undefined;
  for (const piece of line.flatMap(piecesOf)) {
    if (!isBlank(piece)) {
      word.push(piece);
      continue;
    }
    if (word.length > 0) atoms.push(atomOf(word, blank));
    word = [];
    blank = piece;
  }
  return word.length > 0 ? [...atoms, atomOf(word, blank)] : atoms;
}

/** A word wider than the line is cut; everything else stays whole. */
function fitting(atom: Atom, width: number): readonly Atom[] {
  if (atom.width <= width) return [atom];
  const cuts = atom.spans.flatMap((span) =>
    cutToWidth(span.text, width).map((text) => ({ ...span, text })),
  );
  return cuts.map((span, index) => atomOf([span], index === 0 ? atom.blank : undefined));
}

/** Neighbours of one style become one span again. */
function joined(spans: readonly Span[]): Line {
  return spans.reduce<readonly Span[]>((done, span) => {
    const last = done.at(-1);
    if (last?.style !== span.style || last.entry !== span.entry) return [...done, span];
    return [...done.slice(0, -1), { ...span, text: last.text + span.text }];
  }, []);
}

/** Breaks a line at blanks so that each part takes at most `width` columns; the text comes out clean. */
export function wrapLine(line: Line, width: number): readonly Line[] {
  const lines: Span[][] = [];
  let used = 0;
  for (const atom of atomsOf(line).flatMap((whole) => fitting(whole, width))) {
    const current = lines.at(-1);
    const blank = atom.blank === undefined ? 0 : 1;
    if (current !== undefined && used + blank + atom.width <= width) {
      if (atom.blank !== undefined) current.push({ ...atom.blank, text: ' ' });
      current.push(...atom.spans);
      used += blank + atom.width;
      continue;
    }
    lines.push([...atom.spans]);
    used = atom.width;
  }
  return lines.map(joined);
}
