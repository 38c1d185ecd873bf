import { groupBy } from '../support/group-by.ts';
import { parseUtc } from '../support/iso-time.ts';
import type { JsonDocument, SourceRef } from '../support/source-ref.ts';
import { asInteger, asNumber, asText, at } from '../support/unknown.ts';
import { byCapture } from './artifact-order.ts';
import type { BundleFiles } from './bundle-files.ts';
import { stepsOfFolders, tasksOfFolders } from './folder-steps.ts';
import { readAction, readStepActions } from './read-actions.ts';
import { readErrors, readFailureCategories } from './read-errors.ts';
import { readRequest } from './read-outcome.ts';
import { readStepPages, type StepPages } from './read-pages.ts';
import type { Action, Block, LlmCall, Step, Task } from './run.ts';
import { withWindows } from './step-windows.ts';

/** What steps are built from besides their own rows. */
export interface TaskParts {
  readonly llmCalls: readonly LlmCall[];
  readonly blocks: readonly Block[];
  readonly runStatus: string | undefined;
}

/** Tasks in the order they were created, each with its steps. */
export async function readTasks(files: BundleFiles, parts: TaskParts): Promise<readonly Task[]> {
  const answered = [...files.resources('task'), ...files.resources('steps')];
  const ids = new Set([
    ...answered.flatMap((entry) => entry.resource_id ?? []),
    ...tasksOfFolders(files),
  ]);
  const tasks = await Promise.all([...ids].map((taskId) => readTask(files, taskId, parts)));
  return tasks.toSorted((a, b) => startOf(a) - startOf(b));
}

function startOf(task: Task): number {
  return parseUtc(at(task.document?.value, 'created_at')) ?? task.steps[0]?.createdAtMs ?? 0;
}

async function readTask(files: BundleFiles, taskId: string, parts: TaskParts): Promise<Task> {
  const document = await files.resource('task', taskId);
  const value = document?.value;
  const block = parts.blocks.find((candidate) => candidate.taskId === taskId);
  return {
    taskId,
    status: asText(at(value, 'status')),
    failureReason: asText(at(value, 'failure_reason')),
    errors:
      document === undefined ? [] : readErrors(at(value, 'errors'), document.source, '/errors'),
    failureCategories:
      document === undefined
        ? []
        : readFailureCategories(
            at(value, 'failure_category'),
            document.source,
            '/failure_category',
          ),
    request: readRequest(value),
    output: at(value, 'extracted_information'),
    document,
    steps: await readSteps(files, taskId, block, parts),
    block,
  };
}

/** Skyvern stops a task after some dozen steps; a longer list is hostile and would cost its square. */
const MAX_STEPS = 2_000;

async function readSteps(
  files: BundleFiles,
  taskId: string,
  block: Block | undefined,
  parts: TaskParts,
): Promise<readonly Step[]> {
  const document = (await files.resource('steps', taskId)) ?? stepsOfFolders(files, taskId);
  if (document === undefined) return [];
  const actions = await readActionRows(files, taskId);
  const filesByStep = groupBy(byCapture(files.artifacts), (file) => file.stepId);
  const lostByStep = groupBy(files.lostScreenshots, (row) => row.stepId);
  const rows = files.firstRows(document, MAX_STEPS);
  const steps = await Promise.all(
    rows.map(async (row, index) => {
      const stepId = asText(at(row, 'step_id'));
      const lost = lostByStep.get(stepId) ?? [];
      const pages = await readStepPages(files, filesByStep.get(stepId) ?? [], lost);
      return readStep({ row, index, document, taskId, block, pages, actions, parts });
    }),
  );
  return withWindows(steps.toSorted((a, b) => a.order - b.order || a.retryIndex - b.retryIndex));
}

interface StepParts {
  readonly row: unknown;
  readonly index: number;
  readonly document: JsonDocument;
  readonly taskId: string;
  readonly block: Block | undefined;
  readonly pages: StepPages;
  readonly actions: ActionRows | undefined;
  readonly parts: TaskParts;
}

function readStep({ row, index, document, taskId, block, pages, actions, parts }: StepParts): Step {
  const pointer = `/${index}`;
  const stepId = asText(at(row, 'step_id')) ?? pointer;
  const withResults = readStepActions(row, pointer, document.source, pages.htmlAfter);
  const all = [...withResults, ...actionsWithoutResult(actions, stepId, withResults, pages)];
  const status = asText(at(row, 'status')) ?? 'unknown';
  const order = asInteger(at(row, 'order')) ?? index;
  return {
    stepId,
    taskId,
    order,
    retryIndex: asInteger(at(row, 'retry_index')) ?? 0,
    status,
    createdAtMs: parseUtc(at(row, 'created_at')),
    modifiedAtMs: parseUtc(at(row, 'modified_at')),
    window: undefined,
    exception: asText(at(row, 'output', 'step_exception')),
    errors: readErrors(at(row, 'output', 'errors'), document.source, `${pointer}/output/errors`),
    pageUrl:
      asText(at(row, 'output', 'browser_metadata', 'website_url')) ??
      all.find((action) => action.pageUrl !== undefined)?.pageUrl,
    actions: all,
    llmCalls: parts.llmCalls.filter((call) => call.stepId === stepId),
    scrape: pages.scrape,
    snapshots: pages.snapshots,
    // A step planned ahead and dropped when the run ended: seen after most runs, means nothing.
    isDiscarded:
      status === 'canceled' && all.length === 0 && order > 0 && parts.runStatus !== 'canceled',
    tokens: {
      input: asNumber(at(row, 'input_token_count')) ?? 0,
      output: asNumber(at(row, 'output_token_count')) ?? 0,
    },
    modelName: asText(at(row, 'last_llm_model')),
    place: { source: document.source, pointer },
    block,
  };
}

const MAX_ACTIONS = 20_000;

/** The action list of a task. */
interface ActionRows {
  readonly source: SourceRef;
  readonly rows: readonly unknown[];
}

async function readActionRows(files: BundleFiles, taskId: string): Promise<ActionRows | undefined> {
  const document = await files.resource('actions', taskId);
  return document === undefined
    ? undefined
    : { source: document.source, rows: files.firstRows(document, MAX_ACTIONS) };
}

/** Step output drops an action that never got a result; the task's action list still has it. */
function actionsWithoutResult(
  actions: ActionRows | undefined,
  stepId: string,
  known: readonly Action[],
  pages: StepPages,
): readonly Action[] {
  if (actions === undefined) return [];
  const knownIds = new Set(known.map((action) => action.actionId));
  return actions.rows.flatMap((row, index) => {
    if (at(row, 'step_id') !== stepId || knownIds.has(asText(at(row, 'action_id')))) return [];
    const place = { source: actions.source, pointer: `/${index}` };
    return readAction(row, place, { index, results: [], htmlAfter: pages.htmlAfter }) ?? [];
  });
}
