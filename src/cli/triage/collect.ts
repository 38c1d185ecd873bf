import type { TriageEntry } from '../../compare/cluster.ts';
import type { UnreadableBundle } from '../../compare/triage.ts';
import type { Terminal } from '../terminal.ts';
import { bundleDigest } from './bundle-digest.ts';
import type { FoundBundle } from './find-bundles.ts';
import { openLedger, type Ledger } from './ledger.ts';
import { examineAll } from './pool.ts';

export interface CollectOptions {
  readonly jobs: number;
  readonly ledger: string | undefined;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

export interface Collected {
  readonly entries: readonly TriageEntry[];
  readonly unreadable: readonly UnreadableBundle[];
}

/** Facts of every bundle: from the ledger where it knows them, else by diagnosing. Holds a few kilobytes per bundle. */
export async function collectEntries(
  bundles: readonly FoundBundle[],
  options: CollectOptions,
): Promise<Collected> {
  const { ledger: path } = options;
  if (path === undefined) return await diagnoseAll(bundles, undefined, options);
  const ledger = await openLedger(path);
  try {
    return await diagnoseAll(bundles, ledger, options);
  } finally {
    await ledger.close();
  }
}

async function diagnoseAll(
  bundles: readonly FoundBundle[],
  ledger: Ledger | undefined,
  { jobs, terminal, signal }: CollectOptions,
): Promise<Collected> {
  const entries: TriageEntry[] = [];
  const unreadable: UnreadableBundle[] = [];
  const digests = await lookUp(bundles, ledger, entries);
  const open = bundles.filter(({ name }) => !digests.known.has(name));
  await examineAll(open, {
    jobs,
    signal,
    onExamined: async ({ name, path }, examined) => {
      if (examined.kind === 'unreadable') unreadable.push({ bundle: name, error: examined.error });
      else entries.push(examined.entry);
      const digest = digests.byPath.get(path);
      if (examined.kind === 'read' && digest !== undefined)
        await ledger?.add(digest, examined.entry);
      showProgress(terminal, entries.length + unreadable.length, bundles.length);
    },
  });
  return { entries, unreadable };
}

interface Digests {
  readonly known: ReadonlySet<string>;
  readonly byPath: ReadonlyMap<string, string>;
}

/** A bundle that cannot be read has no digest; its examination says why. */
async function lookUp(
  bundles: readonly FoundBundle[],
  ledger: Ledger | undefined,
  entries: TriageEntry[],
): Promise<Digests> {
  const known = new Set<string>();
  const byPath = new Map<string, string>();
  for (const { name, path } of ledger === undefined ? [] : bundles) {
    const digest = await bundleDigest(path).catch(() => undefined);
    if (digest === undefined) continue;
    byPath.set(path, digest);
    const entry = ledger?.find(digest);
    if (entry === undefined) continue;
    known.add(name);
    entries.push({ ...entry, bundle: name });
  }
  return { known, byPath };
}

/** One line that is written over; nothing where stderr is no terminal. */
function showProgress({ stderr }: Terminal, done: number, all: number): void {
  if (stderr.isTTY === true)
    stderr.write(done === all ? '\r\u001b[2K' : `\r\u001b[2K${done} of ${all} bundles`);
}
