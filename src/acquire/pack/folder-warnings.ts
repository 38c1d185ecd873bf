const MOST_NAMED = 3;

/** What a reader of the bundle has to know of a folder that no API answers came with. */
export function folderWarnings(
  taskIds: readonly string[],
  strangers: readonly string[],
): readonly string[] {
  const packed =
    'packed from a folder of files: without the answers of the API, the outcome of the run and the results of its actions are unknown';
  return [packed, ...severalTasks(taskIds), ...leftOut(strangers)];
}

function severalTasks(taskIds: readonly string[]): readonly string[] {
  if (taskIds.length < 2) return [];
  const tasks = `${String(taskIds.length)} tasks (${shortList(taskIds)})`;
  return [`the folder holds ${tasks}, which are read as one run; --task packs one of them`];
}

function leftOut(strangers: readonly string[]): readonly string[] {
  if (strangers.length === 0) return [];
  const count = strangers.length === 1 ? '1 file is' : `${String(strangers.length)} files are`;
  return [`${count} not named like artifacts and left out (${shortList(strangers)})`];
}

function shortList(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMED).map((name) => name.slice(0, 120));
  return names.length > MOST_NAMED ? `${shown.join(', ')} …` : shown.join(', ');
}
