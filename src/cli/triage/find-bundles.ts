import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { compareCodePoints } from '../../bundle/compare-code-points.ts';
import { UsageError } from '../command.ts';
import { globBase, globExpression, isGlob } from './glob.ts';

/** A bundle to look at: where it is, and its name as the caller wrote it. */
export interface FoundBundle {
  readonly path: string;
  readonly name: string;
  /** Of a file; undefined for a folder. */
  readonly sizeBytes: number | undefined;
}

const MAX_DEPTH = 12;
const BUNDLE_FILE = /\.(?:zip|har)$/i;

/**
 * Files, unpacked bundles, folders of bundles and patterns, to a list without doubles, in code point order.
 * @throws UsageError for a word that leads to no bundle: a typing error must not look like a quiet night
 */
export async function findBundles(
  words: readonly string[],
  cwd: string,
): Promise<readonly FoundBundle[]> {
  const found = new Map<string, FoundBundle>();
  for (const word of words) {
    const bundles = await bundlesOf(word, cwd);
    if (bundles.length === 0) throw new UsageError(`no bundle at '${word}'`);
    for (const bundle of bundles) found.set(bundle.path, bundle);
  }
  return [...found.values()].toSorted((a, b) => compareCodePoints(a.name, b.name));
}

async function bundlesOf(word: string, cwd: string): Promise<readonly FoundBundle[]> {
  const path = resolve(cwd, word);
  const { kind, sizeBytes } = await lookAt(path);
  if (kind === 'file' || kind === 'bundle') return [{ path, name: word, sizeBytes }];
  if (kind === 'folder') return await bundlesBelow(word, cwd, 0);
  if (!isGlob(word)) return [];
  const expression = globExpression(word.replace(/^\.\//, ''));
  const names = await namesBelow(globBase(word), cwd, 0);
  const matching = names.filter((name) => expression.test(name.replace(/^\.\//, '')));
  const found = await Promise.all(matching.map((name) => bundleAt(name, cwd)));
  return found.filter((bundle) => bundle !== undefined);
}

async function bundleAt(name: string, cwd: string): Promise<FoundBundle | undefined> {
  const path = resolve(cwd, name);
  const { kind, sizeBytes } = await lookAt(path);
  const isBundle = kind === 'bundle' || (kind === 'file' && BUNDLE_FILE.test(name));
  return isBundle ? { path, name, sizeBytes } : undefined;
}

/** Zips, HARs and unpacked bundles below a folder; what is inside an unpacked bundle belongs to it. */
async function bundlesBelow(
  folder: string,
  cwd: string,
  depth: number,
): Promise<readonly FoundBundle[]> {
  if (depth > MAX_DEPTH) return [];
  const found: FoundBundle[] = [];
  for (const name of await childrenOf(folder, cwd)) {
    const bundle = await bundleAt(name, cwd);
    if (bundle !== undefined) found.push(bundle);
    else found.push(...(await bundlesBelow(name, cwd, depth + 1)));
  }
  return found;
}

/** Every name below a folder, for patterns. */
async function namesBelow(folder: string, cwd: string, depth: number): Promise<readonly string[]> {
  if (depth > MAX_DEPTH) return [];
  const names: string[] = [];
  for (const name of await childrenOf(folder, cwd)) {
    names.push(name);
    if ((await lookAt(resolve(cwd, name))).kind === 'folder')
      names.push(...(await namesBelow(name, cwd, depth + 1)));
  }
  return names;
}

async function childrenOf(folder: string, cwd: string): Promise<readonly string[]> {
  const names = await readdir(resolve(cwd, folder)).catch((): string[] => []);
  return names
    .filter((name) => !name.startsWith('.') && name !== 'node_modules')
    .map((name) => (folder === '' ? name : join(folder, name)));
}

interface Look {
  readonly kind: 'file' | 'bundle' | 'folder' | 'other';
  readonly sizeBytes: number | undefined;
}

async function lookAt(path: string): Promise<Look> {
  const about = await stat(path).catch(() => undefined);
  if (about?.isFile() === true) return { kind: 'file', sizeBytes: about.size };
  if (about?.isDirectory() !== true) return { kind: 'other', sizeBytes: undefined };
  const manifest = await stat(join(path, 'manifest.json')).catch(() => undefined);
  return { kind: manifest?.isFile() === true ? 'bundle' : 'folder', sizeBytes: undefined };
}
