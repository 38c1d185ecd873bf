import { isRecord, recordAt, recordsIn, textAt, type JsonRecord } from './json-value.ts';
import type { Thing, ThingKind } from './questions.ts';

/** Only such ids are put into a path. */
const SAFE_ID = /^[A-Za-z0-9_-]{1,100}$/;

/** The things that an answer names and that are worth asking about. */
export function thingsIn(resource: string, value: unknown): readonly Thing[] {
  // A listing names the same few steps in thousands of rows.
  const things = new Map<string, Thing>();
  const name = (kind: ThingKind, id: string | undefined): void => {
    if (id === undefined || things.has(`${kind} ${id}`) || !SAFE_ID.test(id)) return;
    things.set(`${kind} ${id}`, { kind, id });
  };
  const read = READERS.get(resource) ?? (resource.endsWith('artifacts') ? readRows : undefined);
  read?.(value, name);
  return [...things.values()];
}

type Name = (kind: ThingKind, id: string | undefined) => void;

const READERS: ReadonlyMap<string, (value: unknown, name: Name) => void> = new Map([
  ['run', readRun],
  ['timeline', readTimeline],
  ['task', readTask],
  ['tasks', readTasks],
  ['steps', readSteps],
  ['workflow_run', readWorkflowRun],
  ['task_v2', readTaskV2],
]);

function readRun(value: unknown, name: Name): void {
  if (!isRecord(value)) return;
  const runId =
    textAt(value, 'run_id') ?? textAt(value, 'task_id') ?? textAt(value, 'workflow_run_id');
  if (runId !== undefined) nameRun(runId, name);
  name('workflow', textAt(recordAt(value, 'run_request'), 'workflow_id'));
  name('browser-session', textAt(value, 'browser_session_id'));
  if (runId?.startsWith('tsk_v2_') === true) name('workflow-run', textAt(value, 'workflow_run_id'));
}

function nameRun(runId: string, name: Name): void {
  if (runId.startsWith('tsk_v2_')) name('task-v2', runId);
  else if (runId.startsWith('tsk_')) name('task', runId);
  else if (runId.startsWith('wr_')) name('workflow-run', runId);
}

/** Blocks nest as deep as loops do; walked with a list of its own, since depth is the server's to choose. */
function readTimeline(value: unknown, name: Name): void {
  const open: JsonRecord[] = [...recordsIn(value)];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const block = recordAt(node, 'block');
    const output = recordAt(block, 'output');
    name('task', textAt(block, 'task_id'));
    name('block', textAt(block, 'workflow_run_block_id'));
    name('workflow-run', textAt(block, 'block_workflow_run_id'));
    if (textAt(output, 'workflow_run_id')?.startsWith('wr_') === true)
      name('workflow-run', textAt(output, 'workflow_run_id'));
    name('thought', textAt(recordAt(node, 'thought'), 'thought_id'));
    for (const child of recordsIn(node['children'])) open.push(child);
  }
}

function readTask(value: unknown, name: Name): void {
  if (isRecord(value)) name('browser-session', textAt(value, 'browser_session_id'));
}

function readTasks(value: unknown, name: Name): void {
  for (const task of recordsIn(value)) name('task', textAt(task, 'task_id'));
}

function readSteps(value: unknown, name: Name): void {
  for (const step of recordsIn(value)) name('step', textAt(step, 'step_id'));
}

function readWorkflowRun(value: unknown, name: Name): void {
  if (!isRecord(value)) return;
  name('workflow', textAt(value, 'workflow_permanent_id') ?? textAt(value, 'workflow_id'));
  name('task-v2', textAt(recordAt(value, 'task_v2'), 'task_id'));
  name('browser-session', textAt(value, 'browser_session_id'));
}

function readTaskV2(value: unknown, name: Name): void {
  if (isRecord(value)) name('workflow-run', textAt(value, 'workflow_run_id'));
}

function readRows(value: unknown, name: Name): void {
  for (const row of recordsIn(value)) {
    const taskId = textAt(row, 'task_id');
    if (taskId?.startsWith('tsk_v2_') !== true) name('task', taskId);
    name('step', textAt(row, 'step_id'));
    name('block', textAt(row, 'workflow_run_block_id'));
    name('thought', textAt(row, 'observer_thought_id'));
    name('workflow-run', textAt(row, 'workflow_run_id'));
  }
}
