import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TreeDiffJson } from '../src/changes/diff-json.ts';
import { diffToJson, diffTrees } from './changes-under-test.ts';

type Path = readonly number[];

interface Reading {
  readonly matched: readonly (readonly [Path, Path])[];
  readonly added: readonly Path[];
  readonly removed: readonly Path[];
  readonly changed: readonly Change[];
  readonly changed_trimmed: readonly Change[];
  readonly moved: readonly Change[];
}

interface Change {
  readonly path_before: Path;
  readonly path_after: Path;
  readonly fields: Readonly<Record<string, unknown>>;
}

interface Truth extends Reading {
  readonly alternatives?: readonly Reading[];
  readonly optional_fields?: readonly string[];
}

interface Count {
  right: number;
  wrong: number;
  missed: number;
}

const KINDS = ['matched', 'added', 'removed', 'changed', 'moved'] as const;
type Counts = Readonly<Record<(typeof KINDS)[number], Count>>;

/** One row: exact pairs, then micro and mean F1 for each kind. Nodes that the truth calls interchangeable or excluded are not treated apart here. */
export function scoreFolder(folder: string, kind: 'full' | 'trimmed'): string {
  const suffix = kind === 'trimmed' ? '_trimmed.json' : '.json';
  const all = findPairs(folder).map((pair) => scorePair(pair, suffix));
  const exact = all.filter((counts) =>
    KINDS.slice(0, 4).every((name) => f1(counts[name]) === 1),
  ).length;
  const cells = KINDS.map((name) => {
    const total = all.reduce(
      (sum, counts) => ({
        right: sum.right + counts[name].right,
        wrong: sum.wrong + counts[name].wrong,
        missed: sum.missed + counts[name].missed,
      }),
      { right: 0, wrong: 0, missed: 0 },
    );
    const mean = all.reduce((sum, counts) => sum + f1(counts[name]), 0) / all.length;
    return `${f1(total).toFixed(3)}, ${mean.toFixed(3)}`;
  });
  return `| ${kind} | ${exact} of ${all.length} | ${cells.join(' | ')} |`;
}

function findPairs(folder: string): readonly string[] {
  if (existsSync(join(folder, 'truth.json'))) return [folder];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => findPairs(join(folder, entry.name)));
}

function scorePair(folder: string, suffix: string): Counts {
  const truth: Truth = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8'));
  const [before, after] = ['before', 'after'].map((side) => ({
    source: {
      kind: 'artifact',
      artifactId: side,
      artifactType: 'visible_elements_tree',
      entry: side,
    } as const,
    roots: JSON.parse(readFileSync(join(folder, side + suffix), 'utf8')),
  }));
  if (before === undefined || after === undefined) throw new Error(`${folder} holds no pair`);
  const found = diffToJson(diffTrees(before, after));
  const readings = [truth, ...(truth.alternatives ?? [])].map((reading) =>
    countReading(found, reading, truth, suffix),
  );
  return readings.reduce((best, next) => (value(next) > value(best) ? next : best));
}

function value(counts: Counts): number {
  return KINDS.slice(0, 4).reduce((sum, name) => sum + f1(counts[name]), 0);
}

function countReading(found: TreeDiffJson, reading: Reading, truth: Truth, suffix: string): Counts {
  const optional = new Set(truth.optional_fields ?? []);
  const changes = suffix === '.json' ? reading.changed : reading.changed_trimmed;
  const fieldsOf = (before: Path, after: Path, fields: object): string[] =>
    Object.keys(fields)
      .filter((field) => !optional.has(field))
      .map((field) => `${before.join('.')}>${after.join('.')} ${field}`);
  return {
    matched: compare(found.matched.map(couple), reading.matched.map(couple)),
    added: compare(found.added.map(String), reading.added.map(String)),
    removed: compare(found.removed.map(String), reading.removed.map(String)),
    changed: compare(
      found.changed.flatMap((change) => fieldsOf(change.before, change.after, change.fields)),
      changes.flatMap((change) => fieldsOf(change.path_before, change.path_after, change.fields)),
    ),
    moved: compare(
      found.moved.map((move) => couple([move.before, move.after])),
      reading.moved.map((move) => couple([move.path_before, move.path_after])),
    ),
  };
}

function couple([before, after]: readonly [Path, Path]): string {
  return `${before.join('.')}>${after.join('.')}`;
}

function compare(found: readonly string[], wanted: readonly string[]): Count {
  const missing = new Set(wanted);
  const right = found.filter((one) => missing.delete(one)).length;
  return { right, wrong: found.length - right, missed: missing.size };
}

function f1({ right, wrong, missed }: Count): number {
  return right + wrong + missed === 0 ? 1 : (2 * right) / (2 * right + wrong + missed);
}
