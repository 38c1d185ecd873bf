/** Runs for tests: every builder takes what the test is about and fills in the rest. */
import type {
  Action,
  ActionResult,
  Block,
  HrefMap,
  LlmCall,
  Outcome,
  Run,
  Scrape,
  Step,
} from '../../src/run/run.ts';
import type { JsonDocument, SourceRef, TextDocument } from '../../src/support/source-ref.ts';

/** Noon of a day nobody asks about; steps follow each other in minutes. */
export const RUN_START_MS = Date.UTC(2026, 0, 5, 12);

export function artifactSource(artifactType: string, artifactId = `a_${artifactType}`): SourceRef {
  return { kind: 'artifact', artifactId, artifactType, entry: `artifacts/${artifactId}` };
}

export function resourceSource(resource: string, resourceId: string | null = null): SourceRef {
  return {
    kind: 'resource',
    resource,
    resourceId,
    entry: `api/${resource}-${resourceId ?? 'run'}.json`,
  };
}

export function textDocument(artifactType: string, text: string): TextDocument {
  return { source: artifactSource(artifactType), text };
}

export function jsonDocument(artifactType: string, value: unknown): JsonDocument {
  return { source: artifactSource(artifactType), value };
}

export function outcomeWith(parts: Partial<Outcome> = {}): Outcome {
  return {
    runId: 'tsk_1',
    runType: 'task_v1',
    status: 'failed',
    failureReason: undefined,
    createdAtMs: RUN_START_MS,
    startedAtMs: RUN_START_MS,
    finishedAtMs: RUN_START_MS + 600_000,
    errors: [],
    failureCategories: [],
    request: {
      prompt: undefined,
      url: undefined,
      maxSteps: undefined,
      payload: undefined,
      parameters: undefined,
      extractionSchema: undefined,
      extractionGoal: undefined,
      proxyLocation: undefined,
    },
    output: undefined,
    downloadedFiles: [],
    webhookFailureReason: undefined,
    document: undefined,
    serverVersion: undefined,
    observedAtMs: undefined,
    ...parts,
  };
}

export function stepWith(parts: Partial<Step> = {}): Step {
  const order = parts.order ?? 0;
  const stepId = parts.stepId ?? `stp_${order}`;
  const startMs = RUN_START_MS + order * 60_000;
  return {
    stepId,
    taskId: 'tsk_1',
    order,
    retryIndex: 0,
    status: 'completed',
    createdAtMs: startMs,
    modifiedAtMs: startMs + 60_000,
    window: { startMs, endMs: startMs + 60_000 },
    exception: undefined,
    errors: [],
    pageUrl: undefined,
    actions: [],
    llmCalls: [],
    scrape: undefined,
    snapshots: [],
    isDiscarded: false,
    tokens: { input: 0, output: 0 },
    modelName: undefined,
    place: { source: resourceSource('steps', 'tsk_1'), pointer: `/${order}` },
    block: undefined,
    ...parts,
  };
}

export function actionWith(parts: Partial<Action> = {}): Action {
  const order = parts.order ?? 0;
  return {
    actionId: `act_${order}`,
    type: 'click',
    status: 'completed',
    order,
    elementId: undefined,
    element: undefined,
    pageUrl: undefined,
    reasoning: undefined,
    intention: undefined,
    response: undefined,
    text: undefined,
    option: undefined,
    fileUrl: undefined,
    isDownload: false,
    results: [actionResultWith()],
    startedAtMs: undefined,
    finishedAtMs: undefined,
    screenshotArtifactId: undefined,
    htmlAfter: undefined,
    place: {
      source: resourceSource('steps', 'tsk_1'),
      pointer: `/0/output/actions_and_results/${order}/0`,
    },
    ...parts,
  };
}

export function actionResultWith(parts: Partial<ActionResult> = {}): ActionResult {
  return {
    isSuccess: true,
    exceptionType: undefined,
    exceptionMessage: undefined,
    downloadedFiles: [],
    downloadTriggered: undefined,
    data: undefined,
    place: {
      source: resourceSource('steps', 'tsk_1'),
      pointer: '/0/output/actions_and_results/0/1/0',
    },
    ...parts,
  };
}

export function llmCallWith(parts: Partial<LlmCall> = {}): LlmCall {
  return {
    index: 0,
    stepId: 'stp_0',
    kind: 'extract-actions',
    prompt: undefined,
    request: undefined,
    response: undefined,
    parsed: undefined,
    rendered: undefined,
    hrefMap: undefined,
    capturedAtMs: undefined,
    ...parts,
  };
}

export function hrefMapWith(
  entries: Iterable<readonly [string, string]>,
  parts: Partial<HrefMap> = {},
): HrefMap {
  return {
    source: artifactSource('hashed_href_map'),
    stepId: 'stp_0',
    entries: new Map(entries),
    ...parts,
  };
}

export function scrapeWith(parts: Partial<Scrape> = {}): Scrape {
  return {
    html: undefined,
    page: undefined,
    tree: undefined,
    trimmedTree: undefined,
    promptTree: undefined,
    knownIds: undefined,
    knownIdsSource: undefined,
    frames: undefined,
    capturedAtMs: undefined,
    ...parts,
  };
}

export function blockWith(parts: Partial<Block> = {}): Block {
  return {
    blockId: 'wrb_1',
    label: undefined,
    type: 'navigation',
    status: 'completed',
    taskId: undefined,
    workflowRunId: 'wr_1',
    failureReason: undefined,
    errorCodes: [],
    continueOnFailure: false,
    output: undefined,
    url: undefined,
    goal: undefined,
    iteration: undefined,
    loopValues: undefined,
    createdAtMs: RUN_START_MS,
    modifiedAtMs: RUN_START_MS + 60_000,
    attempt: 1,
    children: [],
    parentId: undefined,
    place: { source: resourceSource('timeline'), pointer: '/0/block' },
    ...parts,
  };
}

export function runWith(parts: Partial<Run> = {}): Run {
  return {
    outcome: outcomeWith(),
    tasks: [],
    steps: [],
    blocks: [],
    workflow: undefined,
    network: undefined,
    console: undefined,
    serverLog: undefined,
    llmCalls: [],
    hrefMaps: [],
    screenshots: [],
    coverage: [],
    problems: [],
    consoleOffsetMs: undefined,
    ...parts,
  };
}
