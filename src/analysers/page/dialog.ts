import { citeLog, citeText, type Evidence } from '../../run/evidence.ts';
import { realSteps } from '../../run/facts/progress.ts';
import { actionBefore } from '../../run/facts/step-at.ts';
import type { LogEvent, Run, Step } from '../../run/run.ts';
import { asText } from '../../support/unknown.ts';
import { hasWorkedLater } from '../dead-clicks.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';
import { SHARED_CAUSES } from '../shared-causes.ts';

/**
 * A native dialog (confirm, prompt, beforeunload) was dismissed, so what it asked for never happened. The answer is only in the server log; an
 * alert that was merely accepted means nothing.
 */
export const dialog = defineAnalyser({
  id: 'page.dialog',
  needs: ['steps', 'serverLog'],
  findings: { 'page.dialog': SHARED_CAUSES['page.dialog'] },
  run: (run) => {
    const dismissed = (run.serverLog ?? []).filter(isDismissal);
    const [first] = dismissed;
    return first === undefined ? [] : [dialogFinding(run, first, dismissed)];
  },
});

function isDismissal(event: LogEvent): boolean {
  if (!/\bdialog\b/i.test(event.event) || asText(event.fields['dialog_type']) === 'alert')
    return false;
  return (
    /^(?:dismiss|reject|cancel)/i.test(asText(event.fields['action']) ?? '') ||
    /\bdismiss(?:ed|ing)?\b/i.test(event.event)
  );
}

function dialogFinding(
  run: Run,
  first: LogEvent,
  dismissed: readonly LogEvent[],
): Finding<'page.dialog'> {
  const step = stepAt(run, first);
  const message = messageOf(first);
  const evidence: readonly [Evidence, ...Evidence[]] = [
    citeLog(first, 'event', 'the server log of the dialog'),
    ...(asText(first.fields['action']) === undefined
      ? []
      : [citeLog(first, 'action', 'how it was answered')]),
    ...(message === undefined ? [] : [citeLog(first, 'dialog_message', 'what it asked')]),
    ...sourceOfDialog(step, message),
  ];
  return {
    code: 'page.dialog',
    title: `The page asked ${message === undefined ? 'for confirmation' : `"${message}"`} and the dialog was dismissed${dismissed.length > 1 ? ` ${dismissed.length} times` : ''}, so nothing happened.`,
    explanation:
      'A native dialog is invisible in HTML and tree. It was answered automatically, and the answer was no.',
    bearing: {
      tier: 'typed',
      confidence: 0.9,
      persistence: wasOvercome(run, first) ? 'recovered' : 'persistent',
    },
    step,
    atMs: first.atMs,
    locus: 'dialog dismissed',
    evidence,
  };
}

/** The same control was used again later, and then something happened. */
function wasOvercome(run: Run, event: LogEvent): boolean {
  const cause = actionBefore(run, event.atMs);
  return cause !== undefined && hasWorkedLater(run, cause);
}

function messageOf(event: LogEvent): string | undefined {
  return asText(event.fields['dialog_message'])?.slice(0, 160);
}

function stepAt(run: Run, event: LogEvent): Step | undefined {
  const byId = run.steps.find((step) => step.stepId === event.stepId);
  if (byId !== undefined) return byId;
  return realSteps(run).find(
    (step) =>
      step.window !== undefined &&
      event.atMs !== undefined &&
      event.atMs >= step.window.startMs &&
      event.atMs <= step.window.endMs,
  );
}

/** The page's own script often holds the dialog's words. */
function sourceOfDialog(step: Step | undefined, message: string | undefined): readonly Evidence[] {
  const html = step?.scrape?.html;
  const start =
    html === undefined || message === undefined ? -1 : html.text.indexOf(message.slice(0, 60));
  if (html === undefined || message === undefined || start < 0) return [];
  return [
    citeText(
      html,
      { start, end: start + Math.min(60, message.length) },
      "the dialog's words in the page",
    ),
  ];
}
