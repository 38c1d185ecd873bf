import { triageEntry } from '../../compare/cluster.ts';
import { diagnose } from '../../index.ts';
import { openBundle } from '../../node.ts';
import type { Examined } from './examined.ts';
import type { FoundBundle } from './find-bundles.ts';
import { troubleWords } from './trouble-words.ts';

/** Diagnoses one bundle and keeps the facts alone. Whatever goes wrong with it is its own trouble. */
export async function examine({ path, name }: FoundBundle): Promise<Examined> {
  try {
    const bundle = await openBundle(path);
    try {
      return { kind: 'read', entry: triageEntry(name, await diagnose(bundle)) };
    } finally {
      await bundle.close?.();
    }
  } catch (error) {
    return { kind: 'unreadable', error: troubleWords(error) };
  }
}
