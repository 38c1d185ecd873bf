import { speaksOf } from '../../run/facts/lexicon.ts';
import { elementName } from '../../run/describe-action.ts';
import { newMessages, type NewMessage } from '../../run/facts/new-messages.ts';
import { exchangesOf } from '../../run/facts/submit.ts';
import { textLives } from '../../run/facts/text-lives.ts';
import { citeExchange, type Evidence } from '../../run/evidence.ts';
import { realSteps } from '../../run/facts/progress.ts';
import type { Run, Step } from '../../run/run.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';

/**
 * A search or list that worked and found nothing: the page says so and the request behind it was answered. Text that was there before anything
 * was done counts less: an empty list can be the normal state of a page.
 */
export const emptyResults = defineAnalyser({
  id: 'page.empty_results',
  needs: ['steps'],
  findings: {
    'page.empty_results': {
      meaning: 'The page works and has no entry for what the task looks for.',
      owner: 'task',
      retry: 'after-change',
      fixes: [
        'Check that the searched value exists on the site and is spelled as the site spells it.',
        'Look at filters and date ranges that were set on the page.',
        'Say in the goal what to do when nothing is found.',
      ],
    },
  },
  run: (run) => {
    const message = newMessages(run).find(
      ({ text, isLasting }) => isLasting && speaksOf(text.text, 'empty'),
    );
    if (message !== undefined) return [afterSearch(run, message)];
    return initiallyEmpty(run);
  },
});

function afterSearch(run: Run, message: NewMessage): Finding<'page.empty_results'> {
  const { action, step, text } = message;
  const answered =
    action === undefined
      ? undefined
      : exchangesOf(run, step, action).find(
          (exchange) => exchange.status >= 200 && exchange.status < 300,
        );
  const typed = step.actions.findLast(
    (other) => other.type === 'input_text' && (action === undefined || other.order < action.order),
  );
  const what = typed?.text === undefined || typed.text === '' ? '' : ` for '${typed.text}'`;
  const support: readonly Evidence[] =
    answered === undefined ? [] : [citeExchange(answered, 'the request behind it was answered')];
  return {
    code: 'page.empty_results',
    title: `The site found nothing${what}: "${text.text}"`,
    explanation: `The message came after ${action?.element === undefined ? `step ${step.order}` : `the ${action.type} on '${elementName(action.element) ?? '?'}'`} and stayed to the end; nothing shows that the search itself failed.`,
    bearing: { tier: 'observed', confidence: 0.8, persistence: 'persistent' },
    // The search was right; what ended the hope is what the next step found.
    step: nextStep(run, step) ?? step,
    atMs: message.first.snapshot?.capturedAtMs,
    locus: text.text,
    evidence: [text.cite('the page says that there is no result'), ...support],
  };
}

function nextStep(run: Run, step: Step): Step | undefined {
  const steps = realSteps(run).filter((other) => other.taskId === step.taskId);
  return steps[steps.indexOf(step) + 1];
}

function initiallyEmpty(run: Run): readonly Finding<'page.empty_results'>[] {
  const life = textLives(run).find(
    ({ text, isInitial, isLasting }) =>
      isInitial && isLasting && text.text.length <= 200 && speaksOf(text.text, 'empty'),
  );
  if (life === undefined) return [];
  return [
    {
      code: 'page.empty_results',
      title: `The page has nothing to show: "${life.text.text}"`,
      explanation:
        'The text was there from the first page of the task on, so the list was empty before anything was done.',
      bearing: { tier: 'observed', confidence: 0.6, persistence: 'persistent' },
      step: life.first.step,
      locus: life.text.text,
      evidence: [life.text.cite('the page says that there is nothing')],
    },
  ];
}
