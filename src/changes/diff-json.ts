import { plainValue } from './plain-value.ts';
import type { ChangeSentence, PageRelation, TreeDiff } from './tree-diff.ts';

type Path = readonly number[];

/** A comparison as plain JSON; a path is the list of child indexes from the root list. */
export interface TreeDiffJson {
  readonly relation: PageRelation;
  readonly matched: readonly (readonly [Path, Path])[];
  /** True when the trees are so deep that writing the path of every matched node would take gigabytes; `matched` is cut then. */
  readonly isMatchedCut: boolean;
  readonly added: readonly Path[];
  readonly removed: readonly Path[];
  readonly changed: readonly {
    readonly before: Path;
    readonly after: Path;
    readonly fields: Readonly<Record<string, readonly [unknown, unknown]>>;
  }[];
  readonly moved: readonly {
    readonly before: Path;
    readonly after: Path;
    readonly kind: 'parent' | 'order';
  }[];
  readonly summary: readonly ChangeSentence[];
}

export function diffToJson(diff: TreeDiff): TreeDiffJson {
  const matched = matchedPaths(diff);
  return {
    relation: diff.relation,
    matched,
    isMatchedCut: matched.length < diff.matched.length,
    added: diff.added.map((node) => node.path),
    removed: diff.removed.map((node) => node.path),
    changed: diff.changed.map(({ before, after, fields }) => ({
      before: before.path,
      after: after.path,
      fields: Object.fromEntries(
        fields.map((change) => [change.field, [jsonValue(change.before), jsonValue(change.after)]]),
      ),
    })),
    moved: diff.moved.map(({ before, after, kind }) => ({
      before: before.path,
      after: after.path,
      kind,
    })),
    summary: diff.summary,
  };
}

/** Numbers in all paths together. */
const PATH_BUDGET = 5_000_000;

function matchedPaths(diff: TreeDiff): readonly (readonly [Path, Path])[] {
  const matched: (readonly [Path, Path])[] = [];
  let left = PATH_BUDGET;
  for (const [before, after] of diff.matched) {
    const couple = [before.path, after.path] as const;
    left -= couple[0].length + couple[1].length;
    if (left < 0) return matched;
    matched.push(couple);
  }
  return matched;
}

/** Lists and objects as text: a value from a damaged file may be nested too deep to be written back. */
function jsonValue(value: unknown): unknown {
  if (value === undefined) return null;
  return typeof value === 'object' && value !== null ? String(plainValue(value)).slice(1) : value;
}
