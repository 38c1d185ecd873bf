import type { Evidence, Finding } from '../../analysers/finding.ts';
import { buildTimeline, linkExchange, touchesPage } from '../../requests/timeline.ts';
import type { Action, Run, Step } from '../../run/run.ts';

/** What the step card speaks of. */
export interface DecisiveAction {
  readonly action: Action;
  /** The evidence names this very action; otherwise it is only the likeliest of the step. */
  readonly isCited: boolean;
}

/** The action of the decisive step that the finding is about: the one its evidence cites, else the first that failed, else the last. */
export function findDecisiveAction(
  run: Run,
  step: Step,
  finding: Finding | undefined,
): DecisiveAction | undefined {
  const cited = finding === undefined ? undefined : findCited(run, step, finding);
  if (cited !== undefined) return { action: cited, isCited: true };
  const guess = step.actions.find(hasFailed) ?? step.actions.at(-1);
  return guess === undefined ? undefined : { action: guess, isCited: false };
}

function findCited(run: Run, step: Step, finding: Finding): Action | undefined {
  for (const evidence of finding.evidence) {
    const action =
      step.actions.find((candidate) => isCitedBy(candidate, evidence)) ??
      actionOfExchange(run, step, evidence);
    if (action !== undefined) return action;
  }
  return undefined;
}

function isCitedBy(action: Action, { source, locator }: Evidence): boolean {
  if (source === undefined) return false;
  if (touchesPage(action) && action.htmlAfter?.document.source.entry === source.entry) return true;
  if (locator.kind !== 'json') return false;
  const places = [action.place, ...action.results.map((result) => result.place)];
  return places.some(
    (place) =>
      place.source.entry === source.entry &&
      (locator.pointer === place.pointer || locator.pointer.startsWith(`${place.pointer}/`)),
  );
}

function actionOfExchange(run: Run, step: Step, { locator }: Evidence): Action | undefined {
  if (locator.kind !== 'har-entry') return undefined;
  const exchange = run.network?.exchanges.find(({ index }) => index === locator.index);
  if (exchange === undefined) return undefined;
  const link = linkExchange(exchange, buildTimeline(run.steps));
  return link.strength === 'action' && link.step === step ? link.action : undefined;
}

/** A wait always counts as failed by Skyvern's design. */
function hasFailed(action: Action): boolean {
  return action.type !== 'wait' && action.results.at(-1)?.isSuccess === false;
}
