import { runOfHar } from '../../src/requests/bare-har.ts';
import type { RequestRun } from '../../src/requests/context.ts';
import type { Action, ConsoleMessage, Exchange, Header, Network, Step } from '../../src/run/run.ts';
import type { SourceRef } from '../../src/support/source-ref.ts';

export const HAR_SOURCE: SourceRef = {
  kind: 'artifact',
  artifactId: 'a_har',
  artifactType: 'har',
  entry: 'artifacts/run.har',
};

/** When the built runs begin; times in tests are milliseconds after it. */
export const START_MS = Date.UTC(2026, 0, 5, 9, 0, 0);

export type ExchangeParts = Partial<Omit<Exchange, 'requestHeaders' | 'responseHeaders'>> & {
  /** Milliseconds after the start of the run. */
  readonly at?: number;
  readonly requestHeaders?: Readonly<Record<string, string>>;
  readonly responseHeaders?: Readonly<Record<string, string>>;
};

/** An exchange as a reader would give it: an answered GET unless told otherwise. */
export function exchange(parts: ExchangeParts = {}): Exchange {
  const { at = 0, requestHeaders = {}, responseHeaders = {}, ...rest } = parts;
  return {
    source: HAR_SOURCE,
    index: 0,
    startedAtMs: START_MS + at,
    durationMs: 20,
    method: 'GET',
    url: 'https://shop.test/',
    status: 200,
    statusText: '',
    failureText: undefined,
    wasAborted: false,
    wasFulfilled: false,
    isApiRequest: false,
    mimeType: undefined,
    contentSizeBytes: undefined,
    redirectUrl: undefined,
    resourceType: undefined,
    pageRef: 'page@1',
    frameRef: undefined,
    postText: undefined,
    postMimeType: undefined,
    postParams: [],
    responseText: undefined,
    isBodyTruncated: false,
    ...rest,
    requestHeaders: headers(requestHeaders),
    responseHeaders: headers(responseHeaders),
  };
}

/** A page navigation. */
export function documentExchange(parts: ExchangeParts = {}): Exchange {
  const requestHeaders = { accept: 'text/html,*/*', 'upgrade-insecure-requests': '1' };
  return exchange({
    mimeType: 'text/html',
    ...parts,
    requestHeaders: { ...requestHeaders, ...parts.requestHeaders },
  });
}

function headers(values: Readonly<Record<string, string>>): readonly Header[] {
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}

/** A network whose exchanges carry the indexes of their order. */
export function network(
  exchanges: readonly Exchange[],
  bodies: Network['bodies'] = 'omitted',
): Network {
  return {
    source: HAR_SOURCE,
    exchanges: exchanges.map((one, index) => ({ ...one, index })),
    pages: [],
    creator: 'Playwright 1.58.2',
    bodies,
  };
}

export interface RunParts {
  readonly exchanges: readonly Exchange[];
  readonly steps?: readonly Step[];
  readonly console?: readonly ConsoleMessage[];
  readonly status?: string;
  readonly url?: string;
  readonly bodies?: Network['bodies'];
}

/** A run of which the request analysis sees what it needs. */
export function requestRun(parts: RunParts): RequestRun {
  const run = runOfHar(network(parts.exchanges, parts.bodies));
  const { outcome } = run;
  return {
    ...run,
    console: parts.console,
    steps: parts.steps ?? [],
    outcome: {
      ...outcome,
      status: parts.status,
      request: { ...outcome.request, url: parts.url ?? 'https://shop.test/' },
    },
  };
}

export function consoleMessage(
  parts: Partial<ConsoleMessage> & { readonly at?: number } = {},
): ConsoleMessage {
  const { at = 0, ...rest } = parts;
  return {
    source: HAR_SOURCE,
    line: 1,
    atMs: START_MS + at,
    level: 'error',
    text: '',
    url: undefined,
    ...rest,
  };
}

export type ActionParts = Partial<Action> & { readonly at?: number };

/** A click on an element that worked. */
export function action(parts: ActionParts = {}): Action {
  const { at = 0, ...rest } = parts;
  return {
    actionId: 'act_1',
    type: 'click',
    status: 'completed',
    order: 0,
    elementId: 'AAAB',
    element: undefined,
    pageUrl: undefined,
    reasoning: undefined,
    intention: undefined,
    response: undefined,
    text: undefined,
    option: undefined,
    fileUrl: undefined,
    isDownload: false,
    results: [],
    startedAtMs: START_MS + at,
    finishedAtMs: START_MS + at + 500,
    screenshotArtifactId: undefined,
    htmlAfter: undefined,
    place: { source: HAR_SOURCE, pointer: '' },
    ...rest,
  };
}

export type StepParts = Partial<Step> & { readonly from?: number; readonly to?: number };

/** A completed step from `from` to `to`, milliseconds after the start. */
export function step(parts: StepParts = {}): Step {
  const { from = 0, to = 60_000, ...rest } = parts;
  return {
    stepId: 'stp_1',
    taskId: 'tsk_1',
    order: 0,
    retryIndex: 0,
    status: 'completed',
    createdAtMs: START_MS + from,
    modifiedAtMs: START_MS + to,
    window: { startMs: START_MS + from, endMs: START_MS + to },
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
    place: { source: HAR_SOURCE, pointer: '' },
    block: undefined,
    ...rest,
  };
}

export interface EntryParts {
  readonly at?: number;
  readonly method?: string;
  readonly url?: string;
  readonly status?: number;
  readonly failureText?: string;
  readonly mimeType?: string;
  readonly body?: string;
  readonly requestHeaders?: Readonly<Record<string, string>>;
  readonly responseHeaders?: Readonly<Record<string, string>>;
  /** Fields of the entry itself, laid over the rest. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** One raw entry of `log.entries`, as Playwright writes it. */
export function harEntry(parts: EntryParts = {}): Record<string, unknown> {
  const { at = 0, method = 'GET', url = 'https://shop.test/', status = 200 } = parts;
  return {
    startedDateTime: new Date(START_MS + at).toISOString(),
    time: status === -1 ? -1 : 20,
    request: {
      method,
      url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: headers(parts.requestHeaders ?? {}),
      queryString: [],
      headersSize: -1,
      bodySize: 0,
    },
    response: {
      status,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: headers(parts.responseHeaders ?? {}),
      content: {
        size: parts.body?.length ?? -1,
        mimeType: parts.mimeType ?? 'x-unknown',
        ...(parts.body === undefined ? {} : { text: parts.body }),
      },
      headersSize: -1,
      bodySize: -1,
      redirectURL: '',
      ...(parts.failureText === undefined ? {} : { _failureText: parts.failureText }),
    },
    cache: {},
    timings: { send: 0, wait: 10, receive: 10 },
    pageref: 'page@1',
    ...parts.extra,
  };
}

/** The text of a HAR file with these entries. */
export function harText(
  entries: readonly unknown[],
  { indent = 2, log = {} }: { readonly indent?: number; readonly log?: object } = {},
): string {
  const head = { version: '1.2', creator: { name: 'Playwright', version: '1.58.2' } };
  const startedDateTime = new Date(START_MS).toISOString();
  const pages = [{ startedDateTime, id: 'page@1', title: 'Shop', pageTimings: { onLoad: -1 } }];
  return JSON.stringify({ log: { ...head, pages, ...log, entries } }, undefined, indent);
}
