/** What the place of a file in Skyvern's artifact folder says about it. */
export interface PathFacts {
  readonly artifactType: string;
  /** Undefined for logs and for files that keep a name of their own. */
  readonly artifactId: string | undefined;
  /** UTC as the server writes it, without offset. */
  readonly createdAt: string | undefined;
  /** The path from the first folder that means something, the same wherever the folder was copied to. */
  readonly uri: string;
  /** Fields of a listing row, by the ids of the folders that the file lies in. */
  readonly owners: Readonly<Record<string, string>>;
}

const FILE_NAME =
  /^(\d{4}-\d\d-\d\dT\d\d[:-]\d\d[:-]\d\d(?:\.\d{1,6})?)_(?:(a_\d+)_)?([a-z_]+?)\.(?:har\.zst|[A-Za-z0-9]+)$/;
const STEP_FOLDER = /^\d{2,}_\d+_(stp_\d+)$/;

const OWNER_IDS = [
  [/^tsk_v2_\d+$/, 'observer_cruise_id'],
  [/^tsk_\d+$/, 'task_id'],
  [/^stp_\d+$/, 'step_id'],
  [/^wrb_\d+$/, 'workflow_run_block_id'],
  [/^wr_\d+$/, 'workflow_run_id'],
  [/^ot_\d+$/, 'observer_thought_id'],
  [/^pbs_\d+$/, 'browser_session_id'],
  [/^o_\d+$/, 'organization_id'],
] as const;

/** Folders whose files keep the names that the browser or the user gave them. */
const TYPE_OF_FOLDER: ReadonlyMap<string, string> = new Map([
  ['videos', 'recording'],
  ['run_recordings', 'recording'],
  ['downloads', 'download'],
  ['browser_session_action_log', 'browser_session_action_log'],
  ['scripts', 'script_file'],
]);

/** Undefined for files that are no artifacts of Skyvern's. */
export function readArtifactPath(segments: readonly string[]): PathFacts | undefined {
  const folders = segments.slice(0, -1);
  const [, time, artifactId, namedType] = FILE_NAME.exec(segments.at(-1) ?? '') ?? [];
  const artifactType = namedType ?? typeByFolder(folders);
  if (artifactType === undefined) return undefined;
  const start = folders.findIndex((folder) => folder === 'logs' || ownerOf(folder) !== undefined);
  return {
    artifactType,
    artifactId,
    createdAt: time === undefined ? undefined : withColons(time),
    uri: `file:///${segments.slice(Math.max(start, 0)).join('/')}`,
    owners: Object.fromEntries(folders.map(ownerOf).filter((owner) => owner !== undefined)),
  };
}

function ownerOf(folder: string): readonly [field: string, id: string] | undefined {
  const id = STEP_FOLDER.exec(folder)?.[1] ?? folder;
  const field = OWNER_IDS.find(([pattern]) => pattern.test(id))?.[1];
  return field === undefined ? undefined : [field, id];
}

/** Only below a folder of Skyvern's: anyone has a folder called downloads. */
function typeByFolder(folders: readonly string[]): string | undefined {
  const owner = folders.findIndex((folder) => ownerOf(folder) !== undefined);
  if (owner === -1) return undefined;
  const kind = folders.slice(owner).findLast((folder) => TYPE_OF_FOLDER.has(folder));
  return kind === undefined ? undefined : TYPE_OF_FOLDER.get(kind);
}

/** Windows cannot have colons in file names. */
function withColons(time: string): string {
  return time.replace(/T(\d\d)[:-](\d\d)[:-]/, 'T$1:$2:');
}
