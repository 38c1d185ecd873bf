/** One GET of the API that belongs to a run, and where its answer goes in the bundle. */
export interface ApiQuestion {
  readonly resource: string;
  readonly resourceId: string | null;
  readonly entry: string;
  /** Tried in turn until one is answered with 200: servers of different ages know different paths. */
  readonly paths: readonly [string, ...string[]];
  /** A list of artifact rows. */
  readonly isListing: boolean;
}

/** Kinds of things a run is made of; each leads to questions, whose answers name more things. */
export type ThingKind =
  | 'task'
  | 'step'
  | 'workflow-run'
  | 'block'
  | 'thought'
  | 'task-v2'
  | 'workflow'
  | 'browser-session'
  | 'artifact';

export interface Thing {
  readonly kind: ThingKind;
  readonly id: string;
}

/** The questions every fetch begins with. */
export function rootQuestions(runId: string): readonly ApiQuestion[] {
  return [
    one('version', null, { entry: 'api/version.json', paths: ['/v1/version'] }),
    one('run', null, {
      entry: 'api/run.json',
      paths: [`/v1/runs/${runId}`, ...olderRunPaths(runId)],
    }),
    one('timeline', null, {
      entry: 'api/timeline.json',
      paths: [`/v1/runs/${runId}/timeline`, ...olderTimelinePaths(runId)],
    }),
    listing('artifacts', null, {
      entry: 'api/artifacts.json',
      paths: [`/v1/runs/${runId}/artifacts`],
    }),
  ];
}

/** What to ask about one thing; `rootId` has been asked about already. */
export function questionsAbout(thing: Thing, rootId: string): readonly ApiQuestion[] {
  return QUESTIONS[thing.kind](thing.id, rootId);
}

const QUESTIONS = {
  task: (id) => [
    one('task', id, { entry: `api/tasks/${id}/task.json`, paths: [`/api/v1/tasks/${id}`] }),
    one('steps', id, { entry: `api/tasks/${id}/steps.json`, paths: [`/api/v1/tasks/${id}/steps`] }),
    one('actions', id, {
      entry: `api/tasks/${id}/actions.json`,
      paths: [`/api/v1/tasks/${id}/actions`],
    }),
    listing('task_artifacts', id, {
      entry: `api/tasks/${id}/artifacts.json`,
      paths: [`/api/v1/task/${id}/artifacts`],
    }),
  ],
  step: (id) => [
    listing('step_artifacts', id, {
      entry: `api/steps/${id}/artifacts.json`,
      paths: [`/api/v1/step/${id}/artifacts`],
    }),
  ],
  'workflow-run': (id, rootId) => [
    ...workflowRunQuestions(id),
    ...(id === rootId ? [] : nestedRunQuestions(id)),
  ],
  block: (id) => [
    listing('block_artifacts', id, {
      entry: `api/blocks/${id}/artifacts.json`,
      paths: [`/api/v1/workflow_run_block/${id}/artifacts`],
    }),
  ],
  thought: (id) => [
    listing('thought_artifacts', id, {
      entry: `api/thoughts/${id}/artifacts.json`,
      paths: [`/api/v1/thought/${id}/artifacts`],
    }),
  ],
  'task-v2': (id) => [
    one('task_v2', id, { entry: `api/tasks_v2/${id}.json`, paths: [`/api/v2/tasks/${id}`] }),
  ],
  workflow: (id) => [
    one('workflow', id, {
      entry: `api/workflows/${id}.json`,
      paths: [`/v1/workflows/${id}`, `/api/v1/workflows/${id}`],
    }),
  ],
  'browser-session': (id) => [
    one('browser_session', id, {
      entry: `api/browser_sessions/${id}.json`,
      paths: [`/v1/browser_sessions/${id}`],
    }),
  ],
  artifact: (id) => [
    one('artifact', id, { entry: `api/artifact_rows/${id}.json`, paths: [`/v1/artifacts/${id}`] }),
  ],
} as const satisfies Record<ThingKind, (id: string, rootId: string) => readonly ApiQuestion[]>;

function workflowRunQuestions(id: string): readonly ApiQuestion[] {
  const folder = `api/workflow_runs/${id}`;
  return [
    one('workflow_run', id, {
      entry: `${folder}/workflow_run.json`,
      paths: [`/v1/workflows/runs/${id}`, `/api/v1/workflows/runs/${id}`],
    }),
    one('tasks', id, { entry: `${folder}/tasks.json`, paths: [tasksPath(id, 1)] }),
    listing('workflow_run_artifacts', id, {
      entry: `${folder}/artifacts.json`,
      paths: [`/api/v1/workflow_run/${id}/artifacts`],
    }),
  ];
}

/** The run that was asked for has these under its own name. */
function nestedRunQuestions(id: string): readonly ApiQuestion[] {
  const folder = `api/workflow_runs/${id}`;
  return [
    one('timeline', id, {
      entry: `${folder}/timeline.json`,
      paths: [`/api/v1/workflows/${id}/runs/${id}/timeline`],
    }),
    listing('artifacts', id, {
      entry: `${folder}/run_artifacts.json`,
      paths: [`/v1/runs/${id}/artifacts`],
    }),
  ];
}

/** Pages of the tasks of a workflow run; the page size is the one Skyvern's own command line uses. */
export const TASKS_PAGE_SIZE = 100;

export function tasksPath(workflowRunId: string, page: number): string {
  return `/api/v1/tasks?workflow_run_id=${workflowRunId}&page=${String(page)}&page_size=${String(TASKS_PAGE_SIZE)}`;
}

function olderRunPaths(runId: string): readonly string[] {
  if (runId.startsWith('tsk_v2_')) return [`/api/v2/tasks/${runId}`];
  if (runId.startsWith('tsk_')) return [`/api/v1/tasks/${runId}`];
  return [`/v1/workflows/runs/${runId}`, `/api/v1/workflows/runs/${runId}`];
}

/** A plain task has no timeline; the run that stands behind a v2 task has one only by its workflow run. */
function olderTimelinePaths(runId: string): readonly string[] {
  return runId.startsWith('wr_') ? [`/api/v1/workflows/${runId}/runs/${runId}/timeline`] : [];
}

type Places = Pick<ApiQuestion, 'entry' | 'paths'>;

function one(resource: string, resourceId: string | null, places: Places): ApiQuestion {
  return { resource, resourceId, ...places, isListing: false };
}

function listing(resource: string, resourceId: string | null, places: Places): ApiQuestion {
  return { resource, resourceId, ...places, isListing: true };
}
