import type { ElementNode, ElementTree, Run, Scrape, Step } from '../../src/run/run.ts';

/** A node with what a test cares about; the second argument is its text or its children. */
export function element(
  tagName: string,
  content: string | readonly ElementNode[] = [],
  more: Partial<ElementNode> = {},
): ElementNode {
  const isText = typeof content === 'string';
  return {
    tagName,
    text: isText ? content : '',
    children: isText ? [] : content,
    attributes: {},
    interactable: false,
    ...more,
  };
}

/** The tree document that holds these roots. */
export function tree(roots: readonly ElementNode[], name = 'tree'): ElementTree {
  return {
    source: {
      kind: 'artifact',
      artifactId: name,
      artifactType: 'visible_elements_tree',
      entry: name,
    },
    roots,
  };
}

/** A copy in which every node gets an id, counted from `first` in document order, as a document does that lives on. */
export function withIds(roots: readonly ElementNode[], first = 1): ElementNode[] {
  let next = first;
  const number = (node: ElementNode): ElementNode => {
    const id = `A${String(next++).padStart(3, '0')}`;
    const attributes = { ...node.attributes, unique_id: id };
    return { ...node, id, attributes, children: (node.children ?? []).map(number) };
  };
  return roots.map(number);
}

export function scrapeWith(parts: Partial<Scrape>): Scrape {
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

export function stepWith(stepId: string, parts: Partial<Step>): Step {
  return {
    stepId,
    taskId: 'tsk_1',
    order: 0,
    retryIndex: 0,
    status: 'completed',
    createdAtMs: undefined,
    modifiedAtMs: undefined,
    window: undefined,
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
    place: {
      source: { kind: 'resource', resource: 'steps', resourceId: 'tsk_1', entry: 'steps.json' },
      pointer: '/0',
    },
    block: undefined,
    ...parts,
  };
}

export function runWith(steps: readonly Step[]): Run {
  const request = {
    prompt: undefined,
    url: undefined,
    maxSteps: undefined,
    payload: undefined,
    parameters: undefined,
    extractionSchema: undefined,
    extractionGoal: undefined,
    proxyLocation: undefined,
  };
  return {
    outcome: {
      runId: undefined,
      runType: undefined,
      status: undefined,
      failureReason: undefined,
      createdAtMs: undefined,
      startedAtMs: undefined,
      finishedAtMs: undefined,
      errors: [],
      failureCategories: [],
      request,
      output: undefined,
      downloadedFiles: [],
      webhookFailureReason: undefined,
      document: undefined,
      serverVersion: undefined,
      observedAtMs: undefined,
    },
    tasks: [],
    steps,
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
  };
}
