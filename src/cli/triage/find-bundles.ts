import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { compareCodePoints } from '../../bundle/compare-code-points.ts';
import { UsageError } from '../command.ts';
import { globBase, globExpression, isGlob } from './glob.ts';

/** A bundle to look at: where it is, and its name as the caller wrote it. */
export interface FoundBundle {
  readonly path: string;
  readonly name: string;
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
  const kind = await kindOf(resolve(cwd, word));
  if (kind === 'file' || kind === 'bundle') return [{ path: resolve(cwd, word), name: word }];
  if (kind === 'folder') return await bundlesBelow(word, cwd, 0);
  if (!isGlob(word)) return [];
  const expression = globExpression(word.replace(/^\.\//, ''));
  const names = await namesBelow(globBase(word), cwd, 0);
  const matching = names.filter((name) => expression.test(name.replace(/^\.\//, '')));
  const kept: FoundBundle[] = [];
  for (const name of matching)
    kept.push(...((await isBundle(name, cwd)) ? [{ path: resolve(cwd, name), name }] : []));
  return kept;
}

async function isBundle(name: string, cwd: string): Promise<boolean> {
  const kind = await kindOf(resolve(cwd, name));
  return kind === 'bundle' || (kind === 'file' && BUNDLE_FILE.test(name));
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
    const path = resolve(cwd, name);
    const kind = await kindOf(path);
    if (kind === 'folder') found.push(...(await bundlesBelow(name, cwd, depth + 1)));
    if (kind === 'bundle' || (kind === 'file' && BUNDLE_FILE.test(name)))
      found.push({ path, name });
  }
  return found;
}

/** Every name below a folder, for patterns. */
async function namesBelow(folder: string, cwd: string, depth: number): Promise<readonly string[]> {
  if (depth > MAX_DEPTH) return [];
  const names: string[] = [];
  for (const name of await childrenOf(folder, cwd)) {
    names.push(name);
    if ((await kindOf(resolve(cwd, name))) === 'folder')
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

async function kindOf(path: string): Promise<'file' | 'bundle' | 'folder' | undefined> {
  const about = await stat(path).catch(() => undefined);
  if (about === undefined) return undefined;
  if (!about.isDirectory()) return about.isFile() ? 'file' : undefined;
  const manifest = await stat(join(path, 'manifest.json')).catch(() => undefined);
  return manifest?.isFile() === true ? 'bundle' : 'folder';
}
