/** The bundle format this version writes; readers refuse a newer major with a sentence. */
export const BUNDLE_SCHEMA = 'skyvern-debrief/bundle@1';

export const MANIFEST_ENTRY = 'manifest.json';

/** What became of one thing the server named. Everything but `ok` and `unverified` has no bytes in the bundle. */
export const ENTRY_STATES = [
  'ok',
  'unverified',
  'empty',
  'missing',
  'expired',
  'archived',
  'corrupt',
  'refused',
  'failed',
  'skipped',
] as const;
export type EntryState = (typeof ENTRY_STATES)[number];

/** Strongest proof found that the bytes are the server's: its checksum, its size, the length on the wire, the format's own end mark. */
export const VERIFICATIONS = ['sha256', 'size', 'length', 'trailer', 'none'] as const;
export type Verification = (typeof VERIFICATIONS)[number];

/** API answers kept in a bundle, by the name that evidence uses for them. */
export const RESOURCES = [
  'run',
  'timeline',
  'artifacts',
  'task',
  'steps',
  'actions',
  'workflow_run',
  'workflow',
  'task_v2',
  'version',
] as const;
export type Resource = (typeof RESOURCES)[number];
