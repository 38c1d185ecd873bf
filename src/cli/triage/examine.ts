import { triageEntry, type TriageEntry } from '../../compare/cluster.ts';
import { diagnose } from '../../index.ts';
import { openBundle } from '../../node.ts';
import type { FoundBundle } from './find-bundles.ts';

export type Examined =
  | { readonly kind: 'read'; readonly entry: TriageEntry }
  | { readonly kind: 'unreadable'; readonly error: string };

const MAX_ERROR_CHARACTERS = 300;

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

/** One line about an error. */
export function troubleWords(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\s+/g, ' ').slice(0, MAX_ERROR_CHARACTERS);
}
