/** Clicks that were carried out and changed nothing: the common trace of native validation, dismissed dialogs, layers without pointer errors and controls that only look usable. */
import { resourceKind } from '../requests/resource-kind.ts';
import { isTelemetry } from '../requests/telemetry.ts';
import { pageStates, type PageState } from '../run/facts/page-states.ts';
import { exchangesOf, isWrite } from '../run/facts/submit.ts';
import type { Action, Exchange, Run, Step } from '../run/run.ts';
import { registrableDomain } from '../support/registrable-domain.ts';

export interface DeadClick {
  readonly step: Step;
  readonly action: Action;
  /** The page that was clicked on. */
  readonly before: PageState;
}

const cache = new WeakMap<Run, readonly DeadClick[]>();

/** In order; only clicks whose page is known before and after. */
export function deadClicks(run: Run): readonly DeadClick[] {
  const known = cache.get(run);
  if (known !== undefined) return known;
  const clicks = run.steps
    .filter((step) => !step.isDiscarded)
    .flatMap((step) => step.actions.flatMap((action) => deadClick(run, step, action) ?? []));
  cache.set(run, clicks);
  return clicks;
}

/** Whether the element of an action was clicked again later, with an effect. */
export function hasWorkedLater(
  run: Run,
  { step, action }: { readonly step: Step; readonly action: Action },
): boolean {
  const dead = new Set(deadClicks(run).map((click) => click.action));
  const steps = run.steps.filter((other) => !other.isDiscarded && other.taskId === step.taskId);
  return steps
    .slice(steps.indexOf(step))
    .some((other) =>
      other.actions.some(
        (later) =>
          later.type === action.type &&
          (other !== step || later.order > action.order) &&
          later.element?.xpath !== undefined &&
          later.element.xpath === action.element?.xpath &&
          later.results.at(-1)?.isSuccess === true &&
          !dead.has(later),
      ),
    );
}

function deadClick(run: Run, step: Step, action: Action): DeadClick | undefined {
  if (action.type !== 'click' || action.results.at(-1)?.isSuccess !== true) return undefined;
  const states = pageStates(run);
  const after = stateAfter(states, step, action);
  const before = after === undefined ? undefined : states[after.index - 1];
  if (after === undefined || before?.step.taskId !== step.taskId) return undefined;
  const known = new Set(before.texts.map((text) => text.key));
  const isSamePage = after.url === undefined || after.url === step.pageUrl;
  const isUnchanged =
    isSamePage &&
    after.texts.every((text) => known.has(text.key)) &&
    after.texts.length >= known.size / 2;
  const hasAsked = exchangesOf(run, step, action).some((exchange) => isAnswerable(exchange, step));
  return isUnchanged && !hasAsked ? { step, action, before } : undefined;
}

/** What was captured right after the action, or what the next step found when it was the last one. */
function stateAfter(
  states: readonly PageState[],
  step: Step,
  action: Action,
): PageState | undefined {
  const own = states.find((state) => state.action === action);
  if (own !== undefined || action !== step.actions.findLast((other) => other.type !== 'terminate'))
    return own;
  const last = states.findLast((state) => state.step === step);
  const next = last === undefined ? undefined : states[last.index + 1];
  return next?.step.taskId === step.taskId ? next : undefined;
}

/** A request by which a site does what was asked for: its own, and no report about the visit. */
function isAnswerable(exchange: Exchange, step: Step): boolean {
  const isOwn =
    step.pageUrl === undefined ||
    registrableDomain(exchange.url) === registrableDomain(step.pageUrl);
  if (isTelemetry(exchange, isOwn)) return false;
  const kind = resourceKind(exchange);
  return isWrite(exchange) ? isOwn : kind === 'document' || (isOwn && kind === 'xhr');
}
