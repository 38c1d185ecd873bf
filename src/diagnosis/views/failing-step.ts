import type { StepChange } from '../../changes/index.ts';
import type { LinkReport } from '../../links/index.ts';
import { buildTimeline, linkExchange } from '../../requests/timeline.ts';
import { requestReportOf } from '../../requests/request-report-of.ts';
import { describeAction, describeElement } from '../../run/describe-action.ts';
import { goalOf } from '../../run/facts/goal.ts';
import type { Action, Block, Run, Step } from '../../run/run.ts';
import { asText } from '../../support/unknown.ts';
import type { FailingStep } from '../diagnosis.ts';
import { bestScreenshot } from '../screenshots.ts';
import { plainBlock, plainStep } from '../to-plain.ts';
import { cutLine, cutText, cutUrl } from './cut-text.ts';
import type { DecisiveAction } from './decisive-action.ts';
import { urlOf } from './links.ts';
import { pageAnswer } from './page-answer.ts';
import { stepConsole } from './step-console.ts';

const MAX_GOAL = 600;
const MAX_MESSAGE = 400;
const MAX_REQUESTS = 40;

/** Where the verdict points, and what else is known to describe the place. */
export interface DecisivePlace {
  readonly step: Step | undefined;
  readonly block: Block | undefined;
  readonly decisive: DecisiveAction | undefined;
}

/** The decisive step, or the block when none of its steps is decisive, on one card. */
export function buildFailingStep(
  run: Run,
  { step, block, decisive }: DecisivePlace,
  facts: { readonly links: LinkReport; readonly changes: readonly StepChange[] },
): FailingStep | undefined {
  if (step === undefined && block === undefined) return undefined;
  const action = decisive?.action;
  const url = action?.pageUrl ?? step?.pageUrl ?? block?.url;
  return {
    step: plainStep(step),
    block: plainBlock(block ?? step?.block),
    goal: goalText(run, step, block),
    page_url: url === undefined ? null : cutUrl(url),
    page_title: titleOf(step),
    action: step === undefined || action === undefined ? null : plainAction(step, action, facts),
    exception: exceptionOf(step, block),
    changes: step === undefined ? [] : pageAnswer(run, step, facts.changes),
    requests: step === undefined ? [] : requestsOf(run, step),
    console: step === undefined ? [] : stepConsole(run, step),
    screenshot: step === undefined ? null : (bestScreenshot(run, step, action)?.entry ?? null),
  };
}

function goalText(run: Run, step: Step | undefined, block: Block | undefined): string | null {
  const goal = asText(step === undefined ? (block?.goal ?? '') : goalOf(run, step));
  return goal === undefined ? null : cutText(goal, MAX_GOAL);
}

function titleOf(step: Step | undefined): string | null {
  const title = asText(step?.scrape?.page?.().title);
  return title === undefined ? null : cutLine(title, MAX_MESSAGE);
}

function exceptionOf(step: Step | undefined, block: Block | undefined): string | null {
  if (step !== undefined) return step.exception ?? null;
  return block?.failureReason === undefined ? null : cutText(block.failureReason, MAX_MESSAGE * 2);
}

function plainAction(
  step: Step,
  action: Action,
  { links }: { readonly links: LinkReport },
): FailingStep['action'] {
  const use = links.uses.find((candidate) => candidate.action === action);
  const count = step.actions.length;
  const place = count < 2 ? '' : ` (action ${step.actions.indexOf(action) + 1} of ${count})`;
  return {
    text: `${cutLine(describeAction(action), MAX_MESSAGE)}${place}`,
    type: action.type,
    status: action.status ?? 'unknown',
    element: action.element === undefined ? null : describeElement(action.element),
    element_id: action.elementId ?? null,
    element_known: knowledgeOf(step, action),
    link: use === undefined ? null : { placeholder: use.token, url: urlOf(use) },
    result: resultOf(action),
  };
}

function knowledgeOf({ scrape }: Step, { elementId, element }: Action): string | null {
  if (elementId === undefined || scrape?.knownIds === undefined) return null;
  if (scrape.knownIds.has(elementId)) return 'was in the scrape of this step';
  return element === undefined
    ? `is not among the ${scrape.knownIds.size} element ids of this step's scrape`
    : 'is not in the last scrape of this step, but is known from another one';
}

function resultOf(action: Action): string | null {
  const last = action.results.at(-1);
  if (last === undefined) return null;
  if (last.isSuccess) return 'Skyvern counted it as done';
  if (action.type === 'wait') return 'done (Skyvern files every wait as failed)';
  const message = last.exceptionMessage;
  const name = last.exceptionType;
  if (message === undefined) return name ?? 'failed without a message';
  const text = cutLine(message, MAX_MESSAGE);
  return name === undefined || text.includes(name) ? text : `${name}: ${text}`;
}

/** Indexes of the step's requests: failures that mattered, other failures, then the rest. */
function requestsOf(run: Run, step: Step): number[] {
  const { exchanges } = run.network ?? { exchanges: [] };
  const timeline = buildTimeline(run.steps);
  const ranks = new Map(
    requestReportOf(run).failed.map(({ exchange, verdict }) => [exchange, RANK[verdict.level]]),
  );
  const own = exchanges.filter((exchange) => {
    const link = linkExchange(exchange, timeline);
    return link.strength !== 'none' && link.step === step;
  });
  return own
    .map((exchange) => ({ index: exchange.index, rank: ranks.get(exchange) ?? 2 }))
    .toSorted((a, b) => a.rank - b.rank || a.index - b.index)
    .slice(0, MAX_REQUESTS)
    .map(({ index }) => index);
}

const RANK = { mattered: 0, possible: 1, excluded: 3 } as const;
