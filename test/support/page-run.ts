/** Runs told as a film of pages: HTML before and after each action, what was requested and logged meanwhile, and how the run ended. */
import { diagnoseRun } from '../../src/diagnosis/diagnose.ts';
import type { Diagnosis } from '../../src/diagnosis/diagnosis.ts';
import { readHtml } from '../../src/artifacts/html.ts';
import { elementName } from '../../src/run/describe-action.ts';
import { walkTree } from '../../src/run/facts/walk-tree.ts';
import type {
  Action,
  ActionResult,
  ElementNode,
  LogEvent,
  PageSnapshot,
  Run,
  Step,
} from '../../src/run/run.ts';
import { consoleMessage, documentExchange, exchange, network, START_MS } from './har-builder.ts';
import type { ExchangeParts } from './har-builder.ts';
import {
  actionResultWith,
  actionWith,
  artifactSource,
  outcomeWith,
  resourceSource,
  runWith,
  scrapeWith,
  stepWith,
} from './run-builder.ts';
import { treeOf, withIds } from './tree-of-html.ts';

export interface FilmAction extends Partial<Omit<Action, 'results' | 'element'>> {
  /** Name of the element as a person reads it, looked up in the step's tree. */
  readonly on?: string;
  readonly results?: readonly Partial<ActionResult>[];
  /** The page after the action; left out where none was captured. */
  readonly after?: string;
  readonly exchanges?: readonly ExchangeParts[];
  readonly console?: readonly string[];
  readonly log?: Readonly<Record<string, unknown>>;
}

export interface FilmStep extends Partial<Omit<Step, 'actions'>> {
  readonly url?: string;
  readonly html?: string;
  readonly actions?: readonly FilmAction[];
  /** Roots that the tree of the HTML cannot show: frames, shadow roots. */
  readonly alsoInTree?: readonly ElementNode[];
  /** Texts the trimmed tree and the prompt lack. */
  readonly trimmedAway?: readonly string[];
}

export interface Film {
  readonly goal: string;
  readonly url?: string;
  readonly steps: readonly FilmStep[];
  readonly ends?: 'max-steps' | 'max-retries' | 'terminated' | 'completed' | 'failed';
  readonly failureReason?: string;
  readonly downloadedFiles?: readonly string[];
  readonly exchanges?: readonly ExchangeParts[];
  readonly console?: readonly string[];
  /** Whether the HAR holds bodies; it does not unless told. */
  readonly bodies?: 'recorded' | 'omitted';
  readonly run?: Partial<Run>;
}

const STEP_MS = 60_000;
const ACTION_MS = 8_000;

/** A page of a site, as captured. */
export function html(body: string, { lang = 'en', title = 'Portal' } = {}): string {
  const language = lang === '' ? '' : ` lang="${lang}"`;
  return `<!DOCTYPE html><html${language}><head><title>${title}</title></head><body>${body}</body></html>`;
}

export function filmRun(film: Film): Run {
  const url = film.url ?? film.steps[0]?.url ?? 'https://portal.test/start';
  const ends = film.ends ?? 'max-steps';
  const frames = film.steps.map((part, index) => stepOfFilm(part, index, film.steps, url));
  const exchanges = [
    documentExchange({ url, at: 500 }),
    ...(film.exchanges ?? []).map(exchangeOf),
    ...frames.flatMap(({ exchanges: own }) => own),
  ].toSorted((a, b) => (a.startedAtMs ?? 0) - (b.startedAtMs ?? 0));
  const lines = [
    ...(film.console ?? []).map((text) => ({ text, at: 1_000 })),
    ...frames.flatMap(({ console: own }) => own),
  ];
  const steps = frames.map(({ step }) => step);
  return runWith({
    outcome: outcomeOf(film, url, ends),
    steps: ends === 'terminated' ? withTerminate(steps) : steps,
    network: network(exchanges, film.bodies),
    console: lines.map(({ text, at }, index) =>
      consoleMessage({ text, at, line: index + 1, url: undefined }),
    ),
    serverLog: frames.flatMap(({ log }) => log),
    ...film.run,
  });
}

/** What is said of a film: cause and decisive step, or the kind of verdict where there is no cause. */
export function verdictOf(film: Film): string {
  const { verdict } = diagnosisOf(film);
  return verdict.kind === 'cause'
    ? `${verdict.cause ?? '?'} @${verdict.step?.order ?? '-'}`
    : verdict.kind;
}

export function diagnosisOf(film: Film): Diagnosis {
  const diagnosis = diagnoseRun(filmRun(film));
  const crashed = diagnosis.checks.filter(({ outcome }) => outcome === 'crashed');
  if (crashed.length > 0) throw new Error(crashed.map(({ reason }) => reason).join('\n'));
  return diagnosis;
}

/** Excerpts that prove the verdict. */
export function proofOf(film: Film): readonly string[] {
  return diagnosisOf(film)
    .findings.filter(({ role }) => role === 'primary')
    .flatMap(({ evidence }) => evidence.map(({ excerpt }) => excerpt));
}

function exchangeOf(parts: ExchangeParts): ReturnType<typeof exchange> {
  return parts.mimeType?.startsWith('text/html') === true && parts.method !== 'POST'
    ? documentExchange(parts)
    : exchange(parts);
}

function outcomeOf(film: Film, url: string, ends: NonNullable<Film['ends']>): Run['outcome'] {
  const status = ends.startsWith('max') ? 'failed' : ends;
  const failureReason =
    film.failureReason ??
    (ends === 'max-steps'
      ? `Reached the maximum steps (${film.steps.length}). Possible failure reasons: The site did not react.`
      : ends === 'max-retries'
        ? 'Max retries per step (3) exceeded. Possible failure reasons: The page did not react.'
        : ends === 'terminated'
          ? 'The goal could not be reached.'
          : undefined);
  const code = ends === 'max-steps' ? 'REACH_MAX_STEPS' : 'REACH_MAX_RETRIES';
  const source = resourceSource('run', 'tsk_1');
  return outcomeWith({
    status,
    failureReason,
    downloadedFiles: film.downloadedFiles ?? [],
    request: { ...outcomeWith().request, prompt: film.goal, url },
    errors: ends.startsWith('max')
      ? [
          {
            code,
            reasoning: undefined,
            isUserDefined: false,
            place: { source, pointer: '/errors/0' },
          },
        ]
      : [],
    document: {
      source,
      value: { status, failure_reason: failureReason, run_request: { prompt: film.goal, url } },
    },
  });
}

function withTerminate(steps: readonly Step[]): readonly Step[] {
  const last = steps.at(-1);
  if (last === undefined) return steps;
  const order = last.actions.length;
  const action = actionWith({
    type: 'terminate',
    order,
    reasoning: 'The goal cannot be reached.',
    startedAtMs: (last.window?.startMs ?? 0) + 55_000,
  });
  return [...steps.slice(0, -1), { ...last, actions: [...last.actions, action] }];
}

interface Frame {
  readonly step: Step;
  readonly exchanges: readonly ReturnType<typeof exchange>[];
  readonly console: readonly { readonly text: string; readonly at: number }[];
  readonly log: readonly LogEvent[];
}

function stepOfFilm(
  part: FilmStep,
  index: number,
  all: readonly FilmStep[],
  startUrl: string,
): Frame {
  const { url, html: own, actions = [], alsoInTree = [], trimmedAway, ...rest } = part;
  const at = index * STEP_MS;
  const order = part.order ?? index;
  const stepId = part.stepId ?? `stp_${index}`;
  const source = withIds(pageBefore(all, index) ?? own ?? '');
  const tree = [...treeOf(source), ...alsoInTree];
  const scrape = snapshotOf('scrape', source, stepId, at + 1_000);
  const trimmed = tree.filter(({ text }) => trimmedAway?.includes(text ?? '') !== true);
  const pageUrl = url ?? startUrl;
  const built = actions.map((action, place) =>
    actionOfFilm(action, place, { index, at, stepId, tree, pageUrl }),
  );
  const step = stepWith({
    stepId,
    order,
    pageUrl,
    createdAtMs: START_MS + at,
    modifiedAtMs: START_MS + at + STEP_MS - 100,
    window: { startMs: START_MS + at, endMs: START_MS + at + STEP_MS - 100 },
    place: { source: resourceSource('steps', 'tsk_1'), pointer: `/${index}` },
    actions: built.map(({ action }) => action),
    scrape:
      source === ''
        ? undefined
        : scrapeWith({
            html: scrape.document,
            page: scrape.page,
            tree: {
              source: artifactSource('visible_elements_tree', `a_tree_${index}`),
              roots: tree,
            },
            trimmedTree: {
              source: artifactSource('visible_elements_tree_trimmed', `a_trim_${index}`),
              roots: trimmed,
            },
            promptTree: {
              source: artifactSource('visible_elements_tree_in_prompt', `a_prompt_${index}`),
              text: JSON.stringify(trimmed),
            },
            knownIds: new Set(tree.flatMap(({ id }) => id ?? [])),
          }),
    snapshots: [
      ...(source === '' ? [] : [scrape]),
      ...built.flatMap(({ action }) => action.htmlAfter ?? []),
    ],
    ...rest,
  });
  return {
    step,
    exchanges: built.flatMap(({ exchanges }) => exchanges),
    console: built.flatMap(({ console: lines }) => lines),
    log: built.flatMap(({ log }) => log),
  };
}

/** Where a step gives no page of its own, it starts from what the one before left. */
function pageBefore(all: readonly FilmStep[], index: number): string | undefined {
  const own = all[index]?.html;
  if (own !== undefined || index === 0) return own;
  const before = all[index - 1];
  return (
    before?.actions?.findLast(({ after }) => after !== undefined)?.after ??
    pageBefore(all, index - 1)
  );
}

interface FilmPlace {
  readonly index: number;
  readonly at: number;
  readonly stepId: string;
  readonly tree: readonly ElementNode[];
  readonly pageUrl: string;
}

function actionOfFilm(
  part: FilmAction,
  order: number,
  { index, at, stepId, tree, pageUrl }: FilmPlace,
): {
  readonly action: Action;
  readonly exchanges: Frame['exchanges'];
  readonly console: Frame['console'];
  readonly log: Frame['log'];
} {
  const { on, results = [{}], after, exchanges = [], console: lines = [], log, ...rest } = part;
  const startsAt = at + 5_000 + order * ACTION_MS;
  const pointer = `/${index}/output/actions_and_results/${order}`;
  const source = resourceSource('steps', 'tsk_1');
  const element = on === undefined ? undefined : elementNamed(tree, on);
  const action = actionWith({
    order,
    pageUrl,
    element,
    elementId: element?.id,
    startedAtMs: START_MS + startsAt,
    finishedAtMs: START_MS + startsAt + 2_000,
    results: results.map((result, place) =>
      actionResultWith({
        isSuccess: result.exceptionType === undefined,
        ...result,
        place: { source, pointer: `${pointer}/1/${place}` },
      }),
    ),
    htmlAfter:
      after === undefined
        ? undefined
        : snapshotOf('action', withIds(after), stepId, startsAt + 3_000, `${index}_${order}`),
    place: { source, pointer: `${pointer}/0` },
    ...rest,
  });
  return {
    action,
    exchanges: exchanges.map((one, place) =>
      exchangeOf({ at: startsAt + 300 + place * 100, ...one }),
    ),
    console: lines.map((text) => ({ text, at: startsAt + 400 })),
    log:
      log === undefined
        ? []
        : [
            {
              place: { source: artifactSource('skyvern_log_raw'), pointer: `/${index}` },
              atMs: START_MS + startsAt + 500,
              level: 'info',
              event: typeof log['event'] === 'string' ? log['event'] : '',
              stepId,
              taskId: 'tsk_1',
              fields: log,
            },
          ],
  };
}

function elementNamed(tree: readonly ElementNode[], name: string): ElementNode {
  for (const { node } of walkTree({ source: artifactSource('tree'), roots: tree })) {
    if (
      node.interactable === true &&
      (elementName(node) === name || node.attributes?.['name'] === name)
    )
      return node;
  }
  throw new Error(`no element '${name}' in the tree of the step`);
}

function snapshotOf(
  kind: PageSnapshot['kind'],
  source: string,
  stepId: string,
  at: number,
  name = stepId,
): PageSnapshot {
  const page = readHtml(source);
  return {
    kind,
    document: { source: artifactSource(`html_${kind}`, `a_html_${kind}_${name}`), text: source },
    page: () => page,
    stepId,
    capturedAtMs: START_MS + at,
  };
}
