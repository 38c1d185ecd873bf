import { requestReportOf } from '../../requests/request-report-of.ts';
import { citeExchange, type Evidence } from '../../run/evidence.ts';
import { extractions } from '../../run/facts/extractions.ts';
import { hasLeftForm } from '../../run/facts/form-left.ts';
import { goalOf } from '../../run/facts/goal.ts';
import { invalidFields } from '../../run/facts/invalid-fields.ts';
import { speaksOf, topicOf, type Topic } from '../../run/facts/lexicon.ts';
import { newMessages } from '../../run/facts/new-messages.ts';
import { pageStates, type PageState } from '../../run/facts/page-states.ts';
import { citeNulls, emptyRequired } from '../../run/facts/required-values.ts';
import { isWrite } from '../../run/facts/submit.ts';
import { wantsToHandIn } from '../../run/facts/submit-intent.ts';
import type { Run, Step, Task } from '../../run/run.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';
import { SHARED_CAUSES } from '../shared-causes.ts';

/**
 * The task counts as completed, and its end says otherwise: the page still refuses what was handed in, the request that hands it in failed for good, the form
 * has pages left, or nothing of what was to be read came out. A confirmation anywhere after the last input clears all of it.
 */
export const falseSuccess = defineAnalyser({
  id: 'agent.false_success',
  needs: ['steps'],
  findings: {
    'agent.premature_complete': SHARED_CAUSES['agent.premature_complete'],
  },
  run: (run) => {
    const doubts = run.tasks
      .filter((task) => task.status === 'completed')
      .flatMap((task) => doubtOf(run, task) ?? []);
    const [first] = doubts;
    return first === undefined ? [] : [doubtFinding(first)];
  },
});

interface Doubt {
  readonly step: Step;
  readonly title: string;
  readonly explanation: string;
  readonly confidence: number;
  readonly locus: string;
  readonly evidence: readonly [Evidence, ...Evidence[]];
}

function doubtOf(run: Run, task: Task): Doubt | undefined {
  const steps = task.steps.filter((step) => !step.isDiscarded);
  const last = steps.at(-1);
  if (last === undefined) return undefined;
  const empty = emptyOutput(run, task);
  if (empty !== undefined) return empty;
  if (!wantsToHandIn(goalOf(run, last)) || isConfirmed(run, task)) return undefined;
  return refusedAtEnd(run, task) ?? failedRequest(run, task) ?? unfinishedForm(run, task, last);
}

/** A confirmation that came and stayed. */
function isConfirmed(run: Run, task: Task): boolean {
  return newMessages(run).some(
    ({ step, text, isLasting }) =>
      step.taskId === task.taskId &&
      isLasting &&
      !text.isError &&
      text.text.length <= 200 &&
      speaksOf(text.text, 'confirmation'),
  );
}

const TROUBLE: readonly Topic[] = [
  'validation',
  'generic-error',
  'permission',
  'session-ended',
  'login-rejected',
  'code-rejected',
  'rate-limit',
];

/** A complaint that came after an action and is still there at the end. */
function refusedAtEnd(run: Run, task: Task): Doubt | undefined {
  // What is asked for on the page after a form ("please confirm your address") does not refuse the form.
  if (hasLeftForm(run, task)) return undefined;
  const message = newMessages(run).find(
    ({ step, text, isLasting }) =>
      step.taskId === task.taskId &&
      isLasting &&
      (text.isError || text.isMessage) &&
      topicOf(text.text, TROUBLE) !== undefined,
  );
  if (message === undefined) return undefined;
  const { step, text } = message;
  const fields = invalidFields(run).filter(
    (field) => field.isLasting && field.step.taskId === task.taskId,
  );
  return {
    step,
    title: `The run counts as completed, but the last page still says "${text.text.slice(0, 140)}".`,
    explanation:
      'The message came after the last thing that was done, and no confirmation followed: what was handed in was not accepted.',
    confidence: text.isError || fields.length > 0 ? 0.82 : 0.68,
    locus: 'refused at the end',
    evidence: [
      text.cite('what the page says at the end'),
      ...fields.slice(0, 2).map(({ cite }) => cite),
    ],
  };
}

/** The request that hands it in failed and was not repeated with success. */
function failedRequest(run: Run, task: Task): Doubt | undefined {
  const failed = requestReportOf(run).failed.filter(
    ({ verdict, exchange, isSubmit, link }) =>
      verdict.level !== 'excluded' &&
      isSubmit &&
      isWrite(exchange) &&
      link.strength === 'action' &&
      link.step?.taskId === task.taskId,
  );
  const last = failed.at(-1);
  if (last === undefined || last.link.strength !== 'action') return undefined;
  const { exchange } = last;
  const isRepeated = (run.network?.exchanges ?? []).some(
    (later) =>
      later.index > exchange.index && isWrite(later) && later.status >= 200 && later.status < 400,
  );
  const { step } = last.link;
  if (isRepeated || step === undefined) return undefined;
  const answer = exchange.status > 0 ? `was answered ${exchange.status}` : 'got no answer';
  return {
    step,
    title: `The run counts as completed, but the request that handed it in ${answer} in step ${step.order}.`,
    explanation: 'It was not sent again, and the page shows no confirmation.',
    confidence: 0.8,
    locus: `failed ${exchange.method} ${exchange.status}`,
    evidence: [citeExchange(exchange, `the request ${answer}`)],
  };
}

const COUNTER =
  /(?<!\p{L})(?:step|page|part|section|schritt|seite|teil|étape|etape|page|paso|página|passo|passaggio|pagina|stap|steg|sida|vaihe|sivu|krok|strona|trin|side)\s{0,3}(\d{1,2})\s{0,3}(?:of|von|sur|de|di|van|av|af|z|\/)\s{0,3}(\d{1,2})\b/iu;
const GO_ON =
  /^(?:next|continue|proceed|weiter|fortfahren|suivant|continuer|siguiente|continuar|avanti|continua|prosegui|volgende|verder|doorgaan|próximo|seguinte|nästa|fortsätt|seuraava|jatka|dalej|næste|neste|další)\b/i;

/** `Step 2 of 4` with a button that goes on: the form was not at its end. */
function unfinishedForm(run: Run, task: Task, last: Step): Doubt | undefined {
  const state = pageStates(run).findLast((candidate) => candidate.step.taskId === task.taskId);
  const found = state === undefined ? undefined : counterOf(state);
  const onward = state?.texts.find(({ text }) => text.length <= 30 && GO_ON.test(text.trim()));
  if (state === undefined || found === undefined || onward === undefined) return undefined;
  if (
    !task.steps.some((step) =>
      step.actions.some(({ type }) => type === 'input_text' || type === 'select_option'),
    )
  )
    return undefined;
  return {
    step: lastActing(task) ?? last,
    title: `The run counts as completed at "${found.text.slice(0, 60)}", before the form was at its end.`,
    explanation: `The last page still offers '${onward.text}', and no confirmation was shown.`,
    confidence: 0.8,
    locus: 'form not at its end',
    evidence: [found.cite('where the form stands at the end'), onward.cite('the way on')],
  };
}

function counterOf(state: PageState): PageState['texts'][number] | undefined {
  return state.texts.find(({ text }) => {
    const match = text.length <= 80 ? COUNTER.exec(text) : null;
    return match !== null && Number(match[1]) < Number(match[2]);
  });
}

function lastActing(task: Task): Step | undefined {
  return task.steps.findLast(
    (step) =>
      !step.isDiscarded &&
      step.actions.some(({ type }) => !['complete', 'wait', 'terminate'].includes(type)),
  );
}

/** Every value that had to be read is empty. */
function emptyOutput(run: Run, task: Task): Doubt | undefined {
  const extraction = extractions(run).findLast(({ step }) => step.taskId === task.taskId);
  if (extraction === undefined) return undefined;
  const empty = emptyRequired(extraction.value, extraction.schema);
  if (empty === undefined) return undefined;
  return {
    step: extraction.step,
    title: `The run counts as completed, but everything that had to be read is empty (${empty.names.slice(0, 4).join(', ')}).`,
    explanation:
      'The schema asks for these values, and the answer has none of them: there was nothing to read where the run looked.',
    confidence: 0.66,
    locus: 'empty output',
    evidence: citeNulls(extraction.document, empty),
  };
}

function doubtFinding(doubt: Doubt): Finding<'agent.premature_complete'> {
  const { step, title, explanation, confidence, locus, evidence } = doubt;
  return {
    code: 'agent.premature_complete',
    title,
    explanation,
    bearing: { tier: 'observed', confidence, persistence: 'persistent' },
    step,
    atMs: step.modifiedAtMs,
    locus,
    evidence,
  };
}
