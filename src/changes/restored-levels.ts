/**
 * Skyvern drops most elements without text of their own, so the items of a list lie side by side without the `li` that held them.
 * Their xpaths still name the lost levels; this puts them back while the children of one node are read in order.
 */
export class RestoredLevels {
  readonly #base: string | undefined;
  /** Made when the first level is opened: most nodes have none. */
  #open: OpenLevel[] = NONE_OPEN;

  /** `base`: xpath of the node whose children are read; `undefined` when it has none. */
  constructor(base: string | undefined) {
    this.#base = base;
  }

  get depth(): number {
    return this.#open.length;
  }

  /** How many of the open levels also hold an element at this xpath. */
  sharedWith(xpath: unknown): number {
    if (typeof xpath !== 'string') return 0;
    let shared = this.#open.length;
    while (shared > 0 && !isBelow(xpath, this.#open[shared - 1]?.path ?? '')) shared--;
    return shared;
  }

  /** The levels to open before an element at this xpath. */
  missingFor(xpath: unknown): readonly Level[] {
    const innermost = this.#open[this.#open.length - 1];
    const above = innermost === undefined ? this.#base : innermost.path;
    if (typeof xpath !== 'string' || above === undefined) return NONE;
    const last = xpath.lastIndexOf('/');
    if (last <= above.length || !isBelow(xpath, above)) return NONE;
    const levels: Level[] = [];
    for (let from = above.length; from < last;) {
      const next = xpath.indexOf('/', from + 1);
      levels.push({ path: xpath.slice(0, next), tag: tagOf(xpath.slice(from + 1, next)) });
      from = next;
    }
    return levels;
  }

  open(level: Level, position: number): void {
    if (this.#open === NONE_OPEN) this.#open = [];
    this.#open.push({ path: level.path, position });
  }

  /** Position of the level closed. */
  close(): number {
    return this.#open.pop()?.position ?? 0;
  }

  innermost(otherwise: number): number {
    return this.#open[this.#open.length - 1]?.position ?? otherwise;
  }
}

interface OpenLevel {
  readonly path: string;
  readonly position: number;
}

const NONE_OPEN: OpenLevel[] = [];

export interface Level {
  readonly path: string;
  readonly tag: string;
}

const NONE: readonly Level[] = [];

function isBelow(xpath: string, ancestor: string): boolean {
  return (
    xpath.length > ancestor.length &&
    xpath.charCodeAt(ancestor.length) === SLASH &&
    xpath.startsWith(ancestor)
  );
}

const SLASH = 47;

/** `*[name()="li"][3]` or `li[3]`: the tag without the index, which shifts with every insertion. */
function tagOf(step: string): string {
  const quoted = step.indexOf('"');
  if (quoted > 0) return step.slice(quoted + 1, step.indexOf('"', quoted + 1));
  const bracket = step.lastIndexOf('[');
  return bracket > 0 ? step.slice(0, bracket) : step;
}
