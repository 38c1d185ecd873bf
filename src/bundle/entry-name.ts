/** What the name of an artifact's entry is made of. */
export interface EntryNaming {
  readonly artifactId: string;
  readonly artifactType: string;
  /** Where the server keeps it; the extension and, without a steps answer, the step come from here. */
  readonly uri: string | undefined;
  /** `00_0_stp_1`, `wrb_5`, `ot_3`; undefined for what belongs to the whole run. */
  readonly folder: string | undefined;
  /** Place among the files of its folder by capture order, padded so that names sort by it. */
  readonly position: string;
}

const EXTENSIONS: ReadonlyMap<string, string> = new Map([
  ['har', 'har'],
  ['browser_console_log', 'log'],
  ['skyvern_log', 'log'],
  ['trace', 'zip'],
  ['step_archive', 'zip'],
  ['task_archive', 'zip'],
  ['recording', 'webm'],
  ['session_replay', 'mp4'],
  ['audio', 'webm'],
  ['pdf', 'pdf'],
  ['llm_prompt', 'txt'],
  ['visible_elements_tree_in_prompt', 'txt'],
]);

const MAX_PART_LENGTH = 80;

/** Types that describe the whole browser or run, whatever step the server hung them on. */
export const RUN_WIDE_TYPES: ReadonlySet<string> = new Set([
  'har',
  'browser_console_log',
  'trace',
  'recording',
  'session_replay',
  'task_archive',
  'download',
  'script_file',
]);

/** A readable, portable name; unique as long as artifact ids are, else see `uniqueNames`. */
export function artifactEntryName(naming: EntryNaming): string {
  const file = `${safePart(naming.artifactType)}_${safePart(naming.artifactId)}.${extensionOf(naming)}`;
  if (naming.folder === undefined) return `artifacts/run/${file}`;
  return `artifacts/${safePart(naming.folder)}/${naming.position}_${file}`;
}

/** `NN_R_stp_…` as the server's own folders are called. */
export function stepFolder(step: {
  readonly order: number;
  readonly retryIndex: number;
  readonly stepId: string;
}): string {
  return `${String(step.order).padStart(2, '0')}_${String(step.retryIndex)}_${step.stepId}`;
}

/** The step folder inside a storage path, for servers without a steps answer. */
export function stepFolderInUri(uri: string): string | undefined {
  return /\/(\d{2,4}_\d{1,3}_stp_\w{1,60})\//.exec(uri.slice(-600))?.[1];
}

/** Gives every name that differs from an earlier one by case at most a numbered suffix, so that any file system can hold them all. */
export function uniqueNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let candidate = name;
    for (let copy = 2; taken.has(candidate.toLowerCase()); copy += 1)
      candidate = withSuffix(name, copy);
    taken.add(candidate.toLowerCase());
    return candidate;
  });
}

/** Letters, digits, `_` and `-` only: no path, no control characters, nothing a shell or Windows minds. */
export function safePart(text: string): string {
  const clean = text.slice(0, MAX_PART_LENGTH).replace(/[^A-Za-z0-9_-]/g, '_');
  return clean === '' ? '_' : clean;
}

function extensionOf(naming: EntryNaming): string {
  const path = (naming.uri ?? '').slice(-300).replace(/[?#].*$/s, '');
  const fromUri = /\.([A-Za-z0-9]{1,8})$/.exec(path.replace(/\.zst$/, ''))?.[1]?.toLowerCase();
  const isArchiveOfMember = fromUri === 'zip' && extensionByType(naming.artifactType) !== 'zip';
  return fromUri === undefined || isArchiveOfMember
    ? extensionByType(naming.artifactType)
    : fromUri;
}

function extensionByType(type: string): string {
  if (type.startsWith('screenshot')) return 'png';
  if (type.startsWith('html')) return 'html';
  const known = EXTENSIONS.get(type);
  if (known !== undefined) return known;
  return /^(?:llm_|visible_elements|hashed_href_map|skyvern_log_raw|browser_session_action_log|eval_)/.test(
    type,
  )
    ? 'json'
    : 'bin';
}

function withSuffix(name: string, copy: number): string {
  const dot = name.lastIndexOf('.');
  return `${name.slice(0, dot)}~${String(copy)}${name.slice(dot)}`;
}
