import { BundleError } from './bundle-error.ts';
import { quoteName } from './quote-name.ts';

/** Named bytes before anybody has looked for a manifest among them. */
export interface EntryStore {
  /** Size in bytes of every file, `manifest.json` included, in the order of the archive. */
  readonly sizes: ReadonlyMap<string, number>;
  /** What was odd on opening, one line each. */
  readonly problems: readonly string[];
  readonly readBytes: (name: string) => Promise<Uint8Array>;
  readonly openStream?: (name: string) => AsyncIterable<Uint8Array>;
  readonly close?: () => Promise<void>;
}

/** The one wording for an entry that is not there. */
export function entryMissing(name: string): BundleError {
  return new BundleError(
    'entry-missing',
    `The bundle has no entry ${quoteName(name)}. \`debrief inspect\` lists what it has.`,
    { entry: name },
  );
}
