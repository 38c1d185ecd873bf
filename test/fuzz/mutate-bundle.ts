import type { Manifest } from '../../src/bundle/manifest.ts';
import { writeJson } from '../../src/redact/write-json.ts';
import { mutateJson } from './mutate-json.ts';
import type { Random } from './random.ts';

/** A bundle as plain parts: the manifest as JSON value, entries as bytes. */
export interface Parts {
  readonly manifest: Manifest;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

const encoder = new TextEncoder();

const HTML_SOUP = [
  '<div>',
  '</p>',
  '<svg><text>',
  '<!--',
  '<select><option>',
  '<input type=password value=x1!Yz>',
  '<b',
  '&#0;',
  '<table><td>',
  '<iframe srcdoc="',
] as const;

/** One entry changed: by its structure when it is JSON, by its bytes otherwise. */
function mutateEntry(bytes: Uint8Array, random: Random): Uint8Array {
  const text = new TextDecoder().decode(bytes);
  const isJson = /^\s*[[{]/.test(text.slice(0, 100));
  if (isJson && random.chance(0.8)) {
    try {
      let value: unknown = JSON.parse(text);
      for (let left = 1 + random.below(4); left > 0; left--) value = mutateJson(value, random);
      return encoder.encode(writeJson(value));
    } catch {
      // Cut before: bytes are changed instead.
    }
  }
  return mutateBytes(bytes, text, random);
}

function mutateBytes(bytes: Uint8Array, text: string, random: Random): Uint8Array {
  const at = random.below(bytes.length + 1);
  return random.pick([
    () => bytes.slice(0, at),
    () => bytes.slice(at),
    () => new Uint8Array(0),
    () => flipped(bytes, random),
    () => encoder.encode(`\uFEFF${text}`),
    () => Uint8Array.from(Buffer.from(text.slice(0, 50_000), 'utf16le')),
    () => encoder.encode(text.slice(0, at) + random.pick(HTML_SOUP).repeat(500) + text.slice(at)),
    () => encoder.encode(text.split('\n').toReversed().join('\n')),
    () => encoder.encode(text.replaceAll('"', "'").slice(0, 100_000)),
    () => encoder.encode(`${text}\n${text}`.slice(0, 500_000)),
    () => encoder.encode('[{"a":'.repeat(20_000)),
  ])();
}

function flipped(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = bytes.slice();
  for (let left = 1 + random.below(20); left > 0 && copy.length > 0; left--)
    copy[random.below(copy.length)] = random.below(256);
  return copy;
}

/** The parts with one to six things wrong: entries changed, swapped, dropped, mistyped, the manifest's rows too. */
export function mutateBundle({ manifest, files }: Parts, random: Random): Parts {
  const changed = new Map(files);
  let rows = manifest.artifacts;
  let resources = manifest.resources;
  const anyName = (): string => [...changed.keys()][random.below(changed.size)] ?? '';
  for (let left = 1 + random.below(6); left > 0; left--)
    random.pick([
      () => alter(changed, anyName(), random),
      () => alter(changed, anyName(), random),
      () => alter(changed, anyName(), random),
      () => alter(changed, anyName(), random),
      () => changed.delete(anyName()),
      () => swap(changed, anyName(), anyName()),
      () => (rows = shuffledTypes(rows, random)),
      () => (rows = rows.flatMap((row) => (random.chance(0.1) ? [row, row] : [row]))),
      () => (rows = rows.toReversed()),
      () => (resources = resources.filter(() => random.chance(0.8))),
      () =>
        (rows = rows.map((row) => (random.chance(0.2) ? { ...row, row: oddRow(row.row) } : row))),
    ])();
  return { manifest: { ...manifest, artifacts: rows, resources }, files: changed };
}

function alter(files: Map<string, Uint8Array>, name: string, random: Random): void {
  const bytes = files.get(name);
  if (bytes !== undefined) files.set(name, mutateEntry(bytes, random));
}

function swap(files: Map<string, Uint8Array>, one: string, other: string): void {
  const first = files.get(one);
  const second = files.get(other);
  if (first === undefined || second === undefined) return;
  files.set(one, second);
  files.set(other, first);
}

type Rows = Manifest['artifacts'];

function shuffledTypes(rows: Rows, random: Random): Rows {
  const types = rows.map((row) => row.artifact_type);
  return rows.map((row) =>
    random.chance(0.1)
      ? { ...row, artifact_type: types[random.below(types.length)] ?? 'odd' }
      : row,
  );
}

function oddRow(row: Rows[number]['row']): Rows[number]['row'] {
  return {
    artifact_id: row.artifact_id,
    artifact_type: row.artifact_type,
    step_id: '__proto__',
    created_at: '0',
  };
}
