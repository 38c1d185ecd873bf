import {
  actionFailures,
  citeFailure,
  type ActionFailure,
} from '../../run/facts/action-failures.ts';
import { describeElement } from '../../run/describe-action.ts';
import { citeText } from '../../run/evidence.ts';
import { pageStates } from '../../run/facts/page-states.ts';
import { exchangesOf, isWrite } from '../../run/facts/submit.ts';
import { realSteps } from '../../run/facts/progress.ts';
import type { HtmlPage, Run } from '../../run/run.ts';
import { isTelemetry } from '../../requests/telemetry.ts';
import { registrableDomain } from '../../support/registrable-domain.ts';
import { times } from '../../support/count-words.ts';
import { deadClicks, hasWorkedLater } from '../dead-clicks.ts';
import { defineAnalyser } from '../define-analyser.ts';
import { describeTarget } from '../exception-analyser.ts';
import type { Finding } from '../finding.ts';

/**
 * Another element lies over the target and takes the click. Skyvern's coordinate fallback then hits the overlay and reports success, so the
 * last result does not count: what counts is whether the same click met the overlay again, or the overlay went away.
 */
export const covered = defineAnalyser({
  id: 'page.covered',
  needs: ['steps'],
  findings: {
    'page.covered': {
      meaning: 'An overlay, banner or dialog lies over the element and takes the clicks.',
      owner: 'site',
      retry: 'after-change',
      fixes: [
        'Tell the task to close the overlay first, and how (the words or the place of its close control).',
        'Start with a browser profile in which the banner was already dismissed.',
        'If the overlay has no control that the element tree shows, remove it with a code block.',
      ],
    },
  },
  run: (run) => {
    const failures = actionFailures(run).filter(isCovered);
    const [first] = failures;
    return first === undefined ? silentCover(run) : [coveredFinding(run, first, failures)];
  },
});

const INTERCEPTS =
  /(<(\w{1,30})(?:(?! - )[^>]){0,300}>)(?:[^<]{0,40}(?:<\/\w{1,30}>)?)?(?: from (<(?:(?! - )[^>]){0,300}>)[^-]{0,60} subtree)? intercepts pointer events/;

function isCovered({ message }: ActionFailure): boolean {
  return /intercepts pointer events/.test(message);
}

function coveredFinding(
  run: Run,
  first: ActionFailure,
  failures: readonly ActionFailure[],
): Finding<'page.covered'> {
  const target = describeTarget(first);
  const overlay = overlayOf(first.message);
  return {
    code: 'page.covered',
    title: `The click on the ${target} in step ${first.step.order} hit ${overlay}, which lies over it.`,
    explanation: `The browser named the element that takes the clicks (${times(failures.length)}). A fallback click at the same place is counted as a success although it hits the overlay too.`,
    bearing: {
      tier: 'typed',
      confidence: 0.92,
      persistence: wentOn(run, failures) ? 'recovered' : 'persistent',
    },
    step: first.step,
    atMs: first.action.finishedAtMs,
    locus: `${target} below ${overlay}`,
    evidence: [
      citeFailure(first, `${overlay} takes the click`),
      ...failures
        .slice(1, 3)
        .map((failure) => citeFailure(failure, `again in step ${failure.step.order}`)),
    ],
  };
}

/** A modal dialog stays open while what lies behind it is clicked again and again without effect. */
function silentCover(run: Run): readonly Finding<'page.covered'>[] {
  for (const click of deadClicks(run)) {
    const { page, snapshot } = click.before;
    const modal = page?.elements.find(isModal);
    const again = deadClicks(run).filter(
      ({ action }) => action.element?.xpath === click.action.element?.xpath,
    );
    if (page === undefined || snapshot === undefined || modal === undefined || again.length < 2)
      continue;
    if (isInside(page, modal, click.action.elementId) || hasWorkedLater(run, click)) continue;
    const target =
      click.action.element === undefined ? 'element' : describeElement(click.action.element);
    return [
      {
        code: 'page.covered',
        title: `The ${target} was clicked ${times(again.length)} without effect, from step ${click.step.order} on, while a modal dialog was open over the page.`,
        explanation:
          'The page marks the dialog as modal: until it is closed, nothing behind it takes a click.',
        bearing: { tier: 'observed', confidence: 0.66, persistence: 'persistent' },
        step: click.step,
        atMs: click.action.startedAtMs,
        locus: `${target} below a modal dialog`,
        evidence: [citeText(snapshot.document, modal, 'the dialog that is open over the page')],
      },
    ];
  }
  return [];
}

function isModal({ tagName, attributes, isHidden }: HtmlElement): boolean {
  if (isHidden || attributes['aria-hidden'] === 'true') return false;
  return attributes['aria-modal'] === 'true' || (tagName === 'dialog' && 'open' in attributes);
}

function isInside(page: HtmlPage, modal: HtmlElement, elementId: string | undefined): boolean {
  const start = page.elements.findIndex(({ attributes }) => attributes['unique_id'] === elementId);
  for (let at = start; at >= 0; at = page.elements[at]?.parent ?? -1)
    if (page.elements[at] === modal) return true;
  return false;
}

function overlayOf(message: string): string {
  const match = INTERCEPTS.exec(message);
  const tag = match?.[3] ?? match?.[1] ?? 'another element';
  return tag.length > 120 ? `${tag.slice(0, 117)}…` : tag;
}

type HtmlElement = HtmlPage['elements'][number];

/** The same target was clicked later without meeting the overlay, or the page moved on right after the fallback click. */
function wentOn(run: Run, failures: readonly ActionFailure[]): boolean {
  const last = failures.at(-1);
  if (last === undefined) return false;
  const steps = realSteps(run);
  const laterClick = steps
    .filter(
      (step) => step.taskId === last.step.taskId && steps.indexOf(step) >= steps.indexOf(last.step),
    )
    .some((step) =>
      step.actions.some(
        (action) =>
          action.type === 'click' &&
          (step !== last.step || action.order > last.action.order) &&
          action.element?.xpath === last.action.element?.xpath &&
          action.results.every((result) => result.isSuccess),
      ),
    );
  return laterClick || pageChangedAfter(run, last) || wasHandedIn(run, last);
}

/** The fallback click got through: the site was sent something, and not merely an answer to a banner. */
function wasHandedIn(run: Run, { step, action, isFinal }: ActionFailure): boolean {
  return (
    !isFinal &&
    exchangesOf(run, step, action).some(
      (exchange) =>
        isWrite(exchange) &&
        step.pageUrl !== undefined &&
        registrableDomain(exchange.url) === registrableDomain(step.pageUrl) &&
        !isTelemetry(exchange, true) &&
        !/consent|cookie|gdpr|privacy|banner|dismiss|popup|promo/i.test(exchange.url),
    )
  );
}

function pageChangedAfter(run: Run, failure: ActionFailure): boolean {
  if (failure.isFinal) return false;
  const states = pageStates(run);
  const after = states.find((state) => state.action === failure.action);
  const before = after === undefined ? undefined : states[after.index - 1];
  if (after === undefined || before === undefined) return false;
  const known = new Set(before.texts.map((text) => text.key));
  return after.texts.some((text) => !known.has(text.key));
}
