/** Whole runs from a few words: pages as HTML with `unique_id`s, what the model planned on them, and what the site answered. */
import { readHtml, type HtmlPage } from '../../src/artifacts/html.ts';
import { diagnoseRun } from '../../src/diagnosis/diagnose.ts';
import type { Diagnosis } from '../../src/diagnosis/diagnosis.ts';
import { promptKind } from '../../src/run/prompt-kind.ts';
import type { Action, ElementNode, Exchange, LlmCall, Run, Step } from '../../src/run/run.ts';
import { networkWith } from './network-builder.ts';
import { snapshotWith } from './pages-builder.ts';
import {
  actionResultWith,
  actionWith,
  artifactSource,
  llmCallWith,
  outcomeWith,
  resourceSource,
  RUN_START_MS,
  runWith,
  scrapeWith,
  stepWith,
} from './run-builder.ts';

export interface PlannedPart {
  readonly type: string;
  readonly id?: string;
  readonly text?: string;
  readonly url?: string;
  readonly option?: string;
  readonly field?: string;
  readonly reasoning?: string;
  /** Exception type and message of the failure. */
  readonly fails?: readonly [string, string];
  /** Planned, but nothing was done of it. */
  readonly isDropped?: boolean;
}

export interface StoryStep {
  readonly url: string;
  readonly html: string;
  readonly plan?: readonly PlannedPart[];
  /** The page after the last action. */
  readonly after?: string;
  /** Requests of the last action. */
  readonly requests?: readonly Partial<Exchange>[];
  readonly prompt?: string;
  /** What the model extracted, in place of actions. */
  readonly extracted?: unknown;
  readonly parts?: Partial<Step>;
  readonly calls?: readonly Partial<LlmCall>[];
}

export interface Story {
  readonly goal: string;
  readonly steps: readonly StoryStep[];
  readonly status?: string;
  readonly reason?: string;
  readonly payload?: unknown;
  readonly schema?: unknown;
  readonly parts?: Partial<Run>;
}

export function diagnoseStory(story: Story): Diagnosis {
  return diagnoseRun(storyRun(story));
}

/** `cause@step`, or the kind of a verdict without cause. */
export function told(story: Story): string {
  const { verdict } = diagnoseStory(story);
  return verdict.kind === 'cause'
    ? `${verdict.cause ?? ''}@${verdict.step?.order ?? '-'}`
    : verdict.kind;
}

export function storyRun(story: Story): Run {
  const { goal, payload, schema } = story;
  const status = story.status ?? 'failed';
  const request = {
    ...outcomeWith().request,
    prompt: goal,
    payload,
    extractionSchema: schema,
    extractionGoal: schema === undefined ? undefined : goal,
    url: story.steps[0]?.url,
  };
  const steps = story.steps.map((step, index) => toStep(step, index, goal));
  const exchanges = story.steps.flatMap((step, index) => [
    ...(index === 0 ? [{ url: step.url, startedAtMs: RUN_START_MS - 500 }] : []),
    ...(step.requests ?? []).map((sent) => ({
      startedAtMs: RUN_START_MS + index * 60_000 + actionOffset((step.plan ?? []).length - 1) + 100,
      ...sent,
    })),
  ]);
  const runValue = {
    status,
    failure_reason: story.reason ?? null,
    run_request: { prompt: goal, max_steps: story.steps.length },
  };
  const document = { source: resourceSource('run'), value: runValue };
  const failureReason = story.reason;
  const task = {
    taskId: 'tsk_1',
    status,
    failureReason: undefined,
    errors: [],
    failureCategories: [],
    request,
    output: undefined,
    document: undefined,
    steps,
    block: undefined,
  };
  return runWith({
    outcome: outcomeWith({ status, failureReason, request, document }),
    tasks: [task],
    steps,
    llmCalls: steps.flatMap((step) => step.llmCalls),
    network: networkWith(exchanges.map(browserLike)),
    ...story.parts,
  });
}

/** Navigations and fetches are told apart by their headers. */
function browserLike(exchange: Partial<Exchange>): Partial<Exchange> {
  const isFetch = exchange.mimeType !== undefined && exchange.mimeType !== 'text/html';
  const requestHeaders = [
    { name: 'sec-fetch-dest', value: isFetch ? 'empty' : 'document' },
    { name: 'sec-fetch-mode', value: isFetch ? 'cors' : 'navigate' },
  ];
  return { requestHeaders, ...exchange };
}

function actionOffset(index: number): number {
  return 10_000 + Math.max(0, index) * 5_000;
}

function toStep(step: StoryStep, order: number, goal: string): Step {
  const stepId = `stp_${order}`;
  const page = readHtml(step.html);
  const nodes = treeOf(page, step.html);
  const scrape = snapshotWith(step.html, 'scrape', stepId, order * 60_000);
  const end =
    step.after === undefined
      ? undefined
      : snapshotWith(step.after, 'action', stepId, order * 60_000 + 40_000);
  const done = (step.plan ?? []).filter((part) => part.isDropped !== true);
  const actions = done.map((part, index) => {
    const action = toAction(part, index, order, nodes);
    return index === done.length - 1 ? { ...action, htmlAfter: end } : action;
  });
  return stepWith({
    order,
    stepId,
    status: 'completed',
    pageUrl: step.url,
    actions,
    snapshots: end === undefined ? [scrape] : [scrape, end],
    scrape: scrapeWith({
      page: () => page,
      html: scrape.document,
      tree: {
        source: artifactSource('visible_elements_tree', `a_${stepId}_tree`),
        roots: [...nodes.values()],
      },
      knownIds: new Set(nodes.keys()),
    }),
    llmCalls: toCalls(step, stepId, order, goal),
    ...step.parts,
  });
}

function toCalls(step: StoryStep, stepId: string, order: number, goal: string): readonly LlmCall[] {
  if (step.calls !== undefined)
    return step.calls.map((call, index) =>
      llmCallWith({ index: order * 10 + index, stepId, ...call }),
    );
  const value =
    step.extracted ??
    ({
      action_plan: '',
      actions: (step.plan ?? []).map((part) => ({
        action_type: part.type.toUpperCase(),
        id: part.id ?? null,
        text: part.text ?? null,
        url: part.url ?? null,
        reasoning: part.reasoning ?? null,
        option: part.option === undefined ? null : { label: part.option },
        context: part.field === undefined ? null : { field: part.field },
      })),
    } as const);
  const prompt = step.prompt ?? `User goal: ${goal}\nCurrent URL: ${step.url}\n${step.html}`;
  return [
    llmCallWith({
      index: order * 10,
      stepId,
      kind: step.extracted === undefined ? promptKind(value) : 'extract-information',
      prompt: { source: artifactSource('llm_prompt', `a_${stepId}_prompt`), text: prompt },
      parsed: { source: artifactSource('llm_response_parsed', `a_${stepId}_parsed`), value },
    }),
  ];
}

function toAction(
  part: PlannedPart,
  index: number,
  order: number,
  nodes: ReadonlyMap<string, ElementNode>,
): Action {
  const [exceptionType, exceptionMessage] = part.fails ?? [];
  const pointer = `/${order}/output/actions_and_results/${index}`;
  const source = resourceSource('steps', 'tsk_1');
  const startedAtMs = RUN_START_MS + order * 60_000 + actionOffset(index);
  return actionWith({
    order: index,
    type: part.type,
    status: part.fails === undefined ? 'completed' : 'failed',
    elementId: part.id,
    element: part.id === undefined ? undefined : nodes.get(part.id),
    text: part.text,
    option:
      part.option === undefined
        ? undefined
        : { label: part.option, value: undefined, index: undefined },
    reasoning: part.reasoning,
    startedAtMs,
    finishedAtMs: startedAtMs + 2_000,
    results: [
      actionResultWith({
        isSuccess: part.fails === undefined,
        exceptionType,
        exceptionMessage,
        place: { source, pointer: `${pointer}/1/0` },
      }),
    ],
    place: { source, pointer: `${pointer}/0` },
  });
}

/** A flat element tree: what has a `unique_id`, with its own text and options. */
function treeOf(page: HtmlPage, html: string): ReadonlyMap<string, ElementNode> {
  const nodes = page.elements.flatMap((element, index) => {
    const id = element.attributes['unique_id'];
    if (id === undefined) return [];
    const options = page.elements.flatMap((option, optionIndex) => {
      if (option.tagName !== 'option' || option.parent !== index) return [];
      const text = /^[^<]*/.exec(html.slice(option.end))?.[0] ?? '';
      return [{ optionIndex, text, value: option.attributes['value'] }];
    });
    const node: ElementNode = {
      id,
      frame: 'main.frame',
      interactable: ['a', 'button', 'input', 'select', 'textarea'].includes(element.tagName),
      tagName: element.tagName,
      text: page.texts.find((text) => text.element === index)?.text ?? '',
      attributes: element.attributes,
      children: [],
      xpath: `//${element.tagName}[@unique_id="${id}"]`,
      options,
    };
    return [[id, node] as const];
  });
  return new Map(nodes);
}
