/** What happened in a run, as types only. Every value keeps its `source` so that evidence can point at bytes. Times are epoch milliseconds, UTC. */
import type { ElementNode } from '../artifacts/element-tree.ts';
import type { HtmlElement, HtmlPage } from '../artifacts/html.ts';
import type { JsonDocument, SourceRef, TextDocument } from '../support/source-ref.ts';
import type { HrefMap, LlmCall } from './llm-call.ts';
import type { ConsoleMessage, Network } from '../artifacts/traffic.ts';

export type { ConsoleMessage, Exchange, HarPage, Header, Network } from '../artifacts/traffic.ts';
export type { HrefMap, LlmCall, LlmRequest, LlmResponse, PromptKind } from './llm-call.ts';
export type { ElementNode, HtmlElement, HtmlPage };

/** A place inside a JSON document: which one, and an RFC 6901 pointer. */
export interface JsonPlace {
  readonly source: SourceRef;
  readonly pointer: string;
}

export interface RunError {
  readonly code: string | undefined;
  readonly reasoning: string | undefined;
  /** True for codes of the user's own `error_code_mapping`; false for Skyvern's. */
  readonly isUserDefined: boolean;
  readonly place: JsonPlace;
}

export interface FailureCategory {
  readonly category: string;
  readonly confidence: number | undefined;
  readonly reasoning: string | undefined;
  readonly place: JsonPlace;
}

/** What the API says of the run as a whole. */
export interface Outcome {
  readonly runId: string | undefined;
  readonly runType: string | undefined;
  readonly status: string | undefined;
  readonly failureReason: string | undefined;
  readonly createdAtMs: number | undefined;
  readonly startedAtMs: number | undefined;
  readonly finishedAtMs: number | undefined;
  readonly errors: readonly RunError[];
  readonly failureCategories: readonly FailureCategory[];
  /** The goal in the user's words, with what it may draw on. */
  readonly request: RunRequest;
  readonly output: unknown;
  readonly downloadedFiles: readonly string[];
  readonly webhookFailureReason: string | undefined;
  /** `GET /v1/runs/{id}`, or the legacy task when that one is refused. */
  readonly document: JsonDocument | undefined;
  readonly serverVersion: string | undefined;
  /** Hour of the fetch; only for runs that had not ended. */
  readonly observedAtMs: number | undefined;
}

export interface RunRequest {
  readonly prompt: string | undefined;
  readonly url: string | undefined;
  readonly maxSteps: number | undefined;
  readonly payload: unknown;
  readonly parameters: unknown;
  readonly extractionSchema: unknown;
  readonly extractionGoal: string | undefined;
  readonly proxyLocation: string | undefined;
}

/** One v1 task: a plain run, or what a browser block of a workflow started. */
export interface Task {
  readonly taskId: string;
  readonly status: string | undefined;
  readonly failureReason: string | undefined;
  readonly errors: readonly RunError[];
  readonly failureCategories: readonly FailureCategory[];
  readonly request: RunRequest;
  readonly output: unknown;
  readonly document: JsonDocument | undefined;
  readonly steps: readonly Step[];
  readonly block: Block | undefined;
}

export interface Step {
  readonly stepId: string;
  readonly taskId: string;
  readonly order: number;
  readonly retryIndex: number;
  readonly status: string;
  readonly createdAtMs: number | undefined;
  readonly modifiedAtMs: number | undefined;
  /** Time in which this step acted: never built from flush times. */
  readonly window: { readonly startMs: number; readonly endMs: number } | undefined;
  /** Python class name of what escaped the step. */
  readonly exception: string | undefined;
  readonly errors: readonly RunError[];
  readonly pageUrl: string | undefined;
  readonly actions: readonly Action[];
  readonly llmCalls: readonly LlmCall[];
  readonly scrape: Scrape | undefined;
  /** Page HTML in the order it was captured: the scrape, then after each action. */
  readonly snapshots: readonly PageSnapshot[];
  /** A row planned ahead and thrown away; it says nothing about the run. */
  readonly isDiscarded: boolean;
  readonly tokens: { readonly input: number; readonly output: number };
  readonly modelName: string | undefined;
  /** Row in the steps answer of its task. */
  readonly place: JsonPlace;
  readonly block: Block | undefined;
}

export interface Action {
  readonly actionId: string | undefined;
  /** Lower case: click, input_text, goto_url … */
  readonly type: string;
  /** pending | skipped | failed | completed */
  readonly status: string | undefined;
  readonly order: number;
  readonly elementId: string | undefined;
  /** The node as scraped, untrimmed, at the time of choosing; undefined for actions without element. */
  readonly element: ElementNode | undefined;
  readonly pageUrl: string | undefined;
  readonly reasoning: string | undefined;
  readonly intention: string | undefined;
  readonly response: string | undefined;
  readonly text: string | undefined;
  readonly option:
    | {
        readonly label: string | undefined;
        readonly value: string | undefined;
        readonly index: number | undefined;
      }
    | undefined;
  readonly fileUrl: string | undefined;
  readonly isDownload: boolean;
  readonly results: readonly ActionResult[];
  readonly startedAtMs: number | undefined;
  readonly finishedAtMs: number | undefined;
  readonly screenshotArtifactId: string | undefined;
  /** Page HTML right after this action, when it could be paired. */
  readonly htmlAfter: PageSnapshot | undefined;
  readonly place: JsonPlace;
}

export interface ActionResult {
  readonly isSuccess: boolean;
  readonly exceptionType: string | undefined;
  readonly exceptionMessage: string | undefined;
  readonly downloadedFiles: readonly string[];
  readonly downloadTriggered: boolean | undefined;
  readonly data: unknown;
  readonly place: JsonPlace;
}

/** The files of one scrape of a page. */
export interface Scrape {
  readonly html: TextDocument | undefined;
  /** The scrape's HTML, parsed at first use and kept. */
  readonly page: (() => HtmlPage) | undefined;
  readonly tree: ElementTree | undefined;
  readonly trimmedTree: ElementTree | undefined;
  readonly promptTree: TextDocument | undefined;
  /** Ids Skyvern knew: keys of `visible_elements_id_css_map`. */
  readonly knownIds: ReadonlySet<string> | undefined;
  readonly knownIdsSource: SourceRef | undefined;
  /** Element id to the iframe element that hosts it, `main.frame` for the page itself. */
  readonly frames: ReadonlyMap<string, string> | undefined;
  readonly capturedAtMs: number | undefined;
}

export interface ElementTree {
  readonly source: SourceRef;
  readonly roots: readonly ElementNode[];
}

export interface PageSnapshot {
  readonly kind: 'scrape' | 'action' | 'pre-submit' | 'other';
  readonly document: TextDocument;
  /** What the HTML says, parsed at first use and kept. */
  readonly page: () => HtmlPage;
  readonly stepId: string | undefined;
  readonly capturedAtMs: number | undefined;
}

/** One event of the server's own log. */
export interface LogEvent {
  readonly place: JsonPlace;
  readonly atMs: number | undefined;
  readonly level: string;
  readonly event: string;
  readonly stepId: string | undefined;
  readonly taskId: string | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A workflow block as the timeline shows it; one per iteration inside loops. */
export interface Block {
  readonly blockId: string;
  readonly label: string | undefined;
  readonly type: string;
  readonly status: string | undefined;
  readonly taskId: string | undefined;
  readonly workflowRunId: string | undefined;
  readonly failureReason: string | undefined;
  readonly errorCodes: readonly string[];
  readonly continueOnFailure: boolean;
  /** A cached script gave up and the agent took over; undefined where no script ran. */
  readonly usedScriptFallback?: boolean | undefined;
  readonly output: unknown;
  readonly url: string | undefined;
  readonly goal: string | undefined;
  readonly iteration: { readonly index: number; readonly value: string | undefined } | undefined;
  readonly loopValues: readonly unknown[] | undefined;
  readonly createdAtMs: number | undefined;
  readonly modifiedAtMs: number | undefined;
  readonly attempt: number;
  /** In reading order, oldest first. */
  readonly children: readonly Block[];
  readonly parentId: string | undefined;
  readonly place: JsonPlace;
}

/** How far what the server listed could be read. */
export interface CoverageRow {
  readonly artifactType: string;
  readonly listed: number;
  readonly present: number;
  readonly unreadable: number;
  readonly notes: readonly string[];
}

export interface Screenshot {
  readonly artifactId: string;
  readonly artifactType: string;
  readonly entry: string;
  readonly stepId: string | undefined;
  readonly capturedAtMs: number | undefined;
}

/** One row of the server's listing, with or without bytes. */
export interface ListedArtifact {
  readonly artifactId: string;
  readonly artifactType: string;
  readonly stepId: string | undefined;
  /** Null when there are no bytes. */
  readonly entry: string | null;
  /** ok, missing, expired … as in the manifest. */
  readonly state: string;
  readonly sizeBytes: number | undefined;
  readonly reason: string | undefined;
}

/** Everything known of a run, by facet; a missing facet means the bundle has nothing of the kind. */
export interface Run {
  readonly outcome: Outcome;
  readonly tasks: readonly Task[];
  /** All steps of all tasks, in the order they ran. */
  readonly steps: readonly Step[];
  /** Top-level blocks in reading order; empty for plain tasks. */
  readonly blocks: readonly Block[];
  readonly workflow: JsonDocument | undefined;
  readonly network: Network | undefined;
  readonly console: readonly ConsoleMessage[] | undefined;
  readonly serverLog: readonly LogEvent[] | undefined;
  /** All LLM calls, with and without step. */
  readonly llmCalls: readonly LlmCall[];
  readonly hrefMaps: readonly HrefMap[];
  readonly screenshots: readonly Screenshot[];
  readonly coverage: readonly CoverageRow[];
  /** Everything the server listed; absent where a run was not read from a bundle. */
  readonly artifacts?: readonly ListedArtifact[];
  /** Files that could not be read, and other trouble with the bundle. */
  readonly problems: readonly { readonly entry: string; readonly message: string }[];
  /** Console clock minus run clock in milliseconds; undefined when it could not be told. */
  readonly consoleOffsetMs: number | undefined;
}
