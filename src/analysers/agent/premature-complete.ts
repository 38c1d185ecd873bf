import { requestReportOf } from '../../requests/request-report-of.ts';
import { citeText, type Evidence } from '../../run/evidence.ts';
import { goalOf } from '../../run/facts/goal.ts';
import { speaksOf } from '../../run/facts/lexicon.ts';
import { newMessages } from '../../run/facts/new-messages.ts';
import { pageStates } from '../../run/facts/page-states.ts';
import { mayBeHandedIn, wantsToHandIn } from '../../run/facts/submit-intent.ts';
import { isWrite } from '../../run/facts/submit.ts';
import type { Action, Exchange, HtmlPage, PageSnapshot, Run, Step, Task } from '../../run/run.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { CannotTell, Finding } from '../finding.ts';
import { SHARED_CAUSES } from '../shared-causes.ts';

/**
 * The run says that the goal is reached, but what it filled in was never handed in: no request of the site carries it, no page followed, and no confirmation appeared. Needs a HAR
 * of the run's own browser; goals that only want to look or to fill in without sending are left alone.
 */
export const prematureComplete = defineAnalyser({
  id: 'agent.premature_complete',
  needs: ['steps'],
  findings: {
    'agent.premature_complete': SHARED_CAUSES['agent.premature_complete'],
  },
  run: (run) => {
    const candidates = run.tasks.filter(
      (task) =>
        task.status === 'completed' ||
        (task.status === undefined && run.outcome.status === 'completed'),
    );
    const filled = candidates.flatMap((task) => lastInput(task) ?? []);
    if (filled.length > 0 && (run.network?.exchanges.length ?? 0) === 0)
      return {
        cannotTell: 'without a HAR it cannot be seen whether the form was sent',
      } satisfies CannotTell;
    return filled.flatMap((input) => judge(run, input) ?? []).slice(0, 1);
  },
});

const FILLS: ReadonlySet<string> = new Set([
  'input_text',
  'select_option',
  'checkbox',
  'upload_file',
]);

interface LastInput {
  readonly task: Task;
  readonly step: Step;
  readonly action: Action;
}

function lastInput(task: Task): LastInput | undefined {
  const steps = task.steps.filter((step) => !step.isDiscarded);
  for (const step of steps.toReversed()) {
    const action = step.actions.findLast(
      (candidate) => FILLS.has(candidate.type) && candidate.status !== 'failed',
    );
    if (action !== undefined) return { task, step, action };
  }
  return undefined;
}

function judge(run: Run, input: LastInput): Finding<'agent.premature_complete'> | undefined {
  const { step, action } = input;
  const goal = goalOf(run, step);
  const isSaid = wantsToHandIn(goal);
  if ((!isSaid && !mayBeHandedIn(goal)) || wasSent(run, input)) return undefined;
  const last = pageStates(run).findLast((state) => state.step.taskId === step.taskId);
  const button =
    last?.snapshot === undefined ? undefined : submitButton(last.snapshot, last.snapshot.page());
  if (button === undefined || hasReacted(run, input) || reads(input)) return undefined;
  if (!isSaid && !button.isOfPost) return undefined;
  return {
    code: 'agent.premature_complete',
    title: `The run counts as completed, but '${button.name}' was never pressed: what step ${step.order} filled in was not handed in.`,
    explanation: `After the last input (${action.type.replaceAll('_', ' ')}) no request of the site carries it, no page followed and no confirmation appeared.`,
    bearing: {
      tier: 'observed',
      confidence: isSaid && button.isOfForm ? 0.84 : 0.66,
      persistence: 'persistent',
    },
    step,
    atMs: action.finishedAtMs,
    locus: `not submitted ${button.name}`,
    evidence: [button.evidence],
  };
}

/** The page answered the input at once, as calculators and filters do, or confirmed something. */
function hasReacted(run: Run, { step, action }: LastInput): boolean {
  return newMessages(run).some(
    (message) =>
      message.step.taskId === step.taskId &&
      (message.action === action || speaksOf(message.text.text, 'confirmation')),
  );
}

/** A task that extracts wanted to read; its input was a means to that. */
function reads({ task }: LastInput): boolean {
  return (
    task.request.extractionGoal !== undefined ||
    task.steps.some((step) => step.actions.some((action) => action.type === 'extract'))
  );
}

/** Anything that may have carried the input: a write of the site, a page that was opened, or an address with a typed value in it. */
function wasSent(run: Run, { step, action }: LastInput): boolean {
  const from = (action.startedAtMs ?? step.window?.startMs ?? 0) - 200;
  const until = step.window?.endMs ?? Number.POSITIVE_INFINITY;
  const after = (run.network?.exchanges ?? []).filter(
    ({ startedAtMs }) =>
      startedAtMs !== undefined &&
      startedAtMs >= from &&
      (startedAtMs <= until || isLastTask(run, step)),
  );
  const noise = new Set(
    requestReportOf(run)
      .failed.filter((request) => request.verdict.level === 'excluded')
      .map((request) => request.exchange.index),
  );
  return after.some((exchange) => !noise.has(exchange.index) && isCarrier(run, exchange));
}

function isLastTask(run: Run, step: Step): boolean {
  return run.tasks.at(-1)?.taskId === step.taskId;
}

function isCarrier(run: Run, exchange: Exchange): boolean {
  if (!isOwn(run, exchange)) return false;
  return (
    isWrite(exchange) ||
    exchange.mimeType?.startsWith('text/html') === true ||
    (exchange.status >= 300 && exchange.status < 400)
  );
}

function isOwn(run: Run, exchange: Exchange): boolean {
  const page =
    run.steps.find((step) => step.pageUrl !== undefined)?.pageUrl ?? run.outcome.request.url;
  return page === undefined || hostOf(exchange.url).endsWith(siteOf(hostOf(page)));
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}

function siteOf(host: string): string {
  return host.split('.').slice(-2).join('.');
}

interface SubmitButton {
  readonly name: string;
  readonly isOfForm: boolean;
  /** Of a form that changes something: look-ups are sent by GET. */
  readonly isOfPost: boolean;
  readonly evidence: Evidence;
}

const STRONG_WORDS =
  /^(?:save|submit|send|apply|confirm|place order|book|order|register|finish|complete|update|publish|pay|request|speichern|absenden|senden|bestellen|buchen|bestätigen|enregistrer|envoyer|valider|guardar|enviar|confirmar|salva|invia|conferma|opslaan|verzenden|bevestigen)\b/i;

/** The button that hands the form in, still on the last page; outside a form only one whose words leave no doubt. */
function submitButton(snapshot: PageSnapshot, page: HtmlPage): SubmitButton | undefined {
  const candidates = page.elements.flatMap((element, index) => {
    if (element.isHidden || element.attributes['disabled'] !== undefined) return [];
    const segment = page.texts.find((text) => text.element === index);
    const name =
      segment?.text ?? element.attributes['value'] ?? element.attributes['aria-label'] ?? '';
    const isOfForm = isSubmitElement(page, index);
    const isNamed =
      (element.tagName === 'button' || element.attributes['role'] === 'button') &&
      STRONG_WORDS.test(name);
    if (!isOfForm && !isNamed) return [];
    const evidence = citeText(
      snapshot.document,
      segment?.quote ?? element,
      'the button is still there on the last page, unpressed',
      snapshot.capturedAtMs,
    );
    const isOfPost =
      isOfForm && formOf(page, index)?.attributes['method']?.toLowerCase() === 'post';
    return [{ name: name === '' ? 'the submit button' : name, isOfForm, isOfPost, evidence }];
  });
  return candidates.find((candidate) => candidate.isOfForm) ?? candidates[0];
}

function isSubmitElement(page: HtmlPage, index: number): boolean {
  const element = page.elements[index];
  if (element === undefined) return false;
  if (element.tagName === 'input')
    return element.attributes['type'] === 'submit' || element.attributes['type'] === 'image';
  if (element.tagName !== 'button') return false;
  const type = element.attributes['type'];
  return type === 'submit' || (type === undefined && formOf(page, index) !== undefined);
}

function formOf(page: HtmlPage, index: number): HtmlPage['elements'][number] | undefined {
  for (
    let parent = page.elements[index]?.parent ?? -1;
    parent >= 0;
    parent = page.elements[parent]?.parent ?? -1
  ) {
    const element = page.elements[parent];
    if (element?.tagName === 'form') return element;
  }
  return undefined;
}
