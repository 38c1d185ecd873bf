import { quoteName } from './quote-name.ts';
import type { Manifest } from './manifest.ts';

const MOST_LISTED = 100;

interface NamedEntry {
  readonly entry: string | null;
  readonly size?: number | undefined;
}

/** Where the manifest and the entries really there disagree; a bundle is used all the same. */
export function checkManifest(
  manifest: Manifest,
  sizes: ReadonlyMap<string, number>,
): readonly string[] {
  const named: readonly NamedEntry[] = [...manifest.resources, ...manifest.artifacts];
  const problems = [
    ...named.flatMap((promise) => checkPromise(promise, sizes)),
    ...findUnnamed(named, sizes),
  ];
  return capped([...new Set(problems)]);
}

function checkPromise(promise: NamedEntry, sizes: ReadonlyMap<string, number>): readonly string[] {
  if (promise.entry === null) return [];
  const actual = sizes.get(promise.entry);
  if (actual === undefined)
    return [`${quoteName(promise.entry)} is named in the manifest but not in the bundle`];
  if (promise.size === undefined || promise.size === actual) return [];
  const expected = String(promise.size);
  return [`${quoteName(promise.entry)} has ${String(actual)} bytes, the manifest says ${expected}`];
}

function findUnnamed(
  named: readonly NamedEntry[],
  sizes: ReadonlyMap<string, number>,
): readonly string[] {
  const known = new Set(named.map((promise) => promise.entry));
  return [...sizes.keys()]
    .filter((name) => !known.has(name))
    .map((name) => `${quoteName(name)} is in the bundle but not in the manifest`);
}

function capped(problems: readonly string[]): readonly string[] {
  if (problems.length <= MOST_LISTED) return problems;
  const rest = problems.length - MOST_LISTED;
  return [...problems.slice(0, MOST_LISTED), `… and ${String(rest)} more of the same kind`];
}
