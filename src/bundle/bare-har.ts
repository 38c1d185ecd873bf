import { BUNDLE_SCHEMA } from './manifest-words.ts';
import type { Manifest } from './manifest.ts';
import { ZIP_LIMITS } from './limits.ts';
import { findBrokenRule } from './zip/name-policy.ts';

/** Id of the one artifact of a bundle that is only a HAR. */
export const BARE_HAR_ID = 'a_har';

const BARE_HAR_TOOL = { name: 'bare-har', version: '0' };
const FALLBACK_NAME = 'run.har';

/** The manifest a lone HAR would have: one artifact, no run. */
export function bareHarManifest(entry: string, sizeBytes: number): Manifest {
  const artifact = { artifact_id: BARE_HAR_ID, artifact_type: 'har' };
  return {
    schema: BUNDLE_SCHEMA,
    tool: BARE_HAR_TOOL,
    run_id: null,
    base_url: null,
    server_version: null,
    resources: [],
    artifacts: [
      { ...artifact, entry, state: 'ok', size: sizeBytes, verified: 'none', row: artifact },
    ],
    warnings: [],
  };
}

/** The last part of a path as an entry name; a name that would be refused in a zip is replaced. */
export function harEntryName(path: string): string {
  const name = path.split(/[/\\]/).at(-1) ?? '';
  return findBrokenRule(name, ZIP_LIMITS) === undefined ? name : FALLBACK_NAME;
}

/** Whether a name says that the file is a HAR. */
export function isHarName(name: string): boolean {
  return /\.har$/i.test(name);
}

/** Whether a manifest was made up for a lone HAR. */
export function isBareHar({ tool }: Pick<Manifest, 'tool'>): boolean {
  return tool.name === BARE_HAR_TOOL.name;
}
