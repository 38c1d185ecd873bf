import { speaksOf } from '../../run/facts/lexicon.ts';
import { elementName } from '../../run/describe-action.ts';
import { newMessages, type NewMessage } from '../../run/facts/new-messages.ts';
import { exchangesOf } from '../../run/facts/submit.ts';
import { textLives } from '../../run/facts/text-lives.ts';
import { citeExchange, citeText, type Evidence } from '../../run/evidence.ts';
import { facingStep } from '../../run/facts/facing-step.ts';
import { fruitlessSearch } from '../../run/facts/fruitless-search.ts';
import { gaveUp } from '../../run/facts/gave-up.ts';
import { pageStates } from '../../run/facts/page-states.ts';
import { realSteps } from '../../run/facts/progress.ts';
import type { HtmlPage, Run, Step } from '../../run/run.ts';
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
    for (const find of [fruitless, initiallyEmpty, emptyTable]) {
      const found = find(run);
      if (found.length > 0) return found;
    }
    return [];
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
    explanation: `The message came after ${action?.element === undefined ? `step ${step.order}` : `the ${action.type} on '${elementName(action.element) ?? '?'}'`} and stayed to the end; ${run.network === undefined ? 'without a HAR nobody can tell whether the search itself failed' : 'nothing shows that the search itself failed'}.`,
    bearing: {
      tier: 'observed',
      // Sites say the same of a search that their server refused.
      confidence: run.network === undefined ? 0.66 : 0.8,
      persistence: 'persistent',
    },
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

/** A search that was answered, and a page that holds nothing to open: the same in every language. */
function fruitless(run: Run): readonly Finding<'page.empty_results'>[] {
  const end = gaveUp(run);
  const search = end === undefined ? undefined : fruitlessSearch(run, facingStep(run, end.step));
  if (search === undefined) return [];
  const { step, typed, text, answer, isPlain } = search;
  return [
    {
      code: 'page.empty_results',
      title: `The search for '${typed.text ?? ''}' was answered with no entry: "${text.text.slice(0, 160)}"`,
      explanation: `No row, link or button came with the answer${isPlain ? ', and the list that stood there before is gone' : ''}; nothing shows that the search itself failed.`,
      bearing: {
        tier: 'observed',
        confidence: isPlain ? 0.72 : 0.62,
        persistence: 'persistent',
      },
      step,
      locus: text.text,
      evidence: [
        text.cite('all that the page says to it'),
        citeExchange(answer, 'the search was answered'),
      ],
    },
  ];
}

/** A table with a head and without a body, where the run gave up: the same in every language. */
function emptyTable(run: Run): readonly Finding<'page.empty_results'>[] {
  const end = gaveUp(run);
  if (end === undefined) return [];
  const step = facingStep(run, end.step);
  const state = pageStates(run).find((candidate) => candidate.step === step);
  const { page, snapshot } = state ?? {};
  const table = page === undefined ? undefined : tableWithoutRows(page);
  if (snapshot === undefined || table === undefined) return [];
  const typed = run.steps
    .filter((other) => other.taskId === step.taskId)
    .flatMap((other) => other.actions)
    .findLast((action) => action.type === 'input_text' && (action.text ?? '') !== '');
  return [
    {
      code: 'page.empty_results',
      title: `The list on the page of step ${step.order} has a head and no entries${typed === undefined ? '' : ` for '${typed.text ?? ''}'`}.`,
      explanation:
        'The table is there with its columns; no row stands in it, and no request for it failed.',
      bearing: {
        tier: 'observed',
        confidence: typed === undefined ? 0.6 : 0.7,
        persistence: 'persistent',
      },
      step,
      locus: 'empty table',
      evidence: [citeText(snapshot.document, table, 'the table without rows')],
    },
  ];
}

function tableWithoutRows(page: HtmlPage): HtmlPage['elements'][number] | undefined {
  const tables = new Map<number, { heads: number; cells: number }>();
  for (const element of page.elements) {
    if (element.tagName !== 'td' && element.tagName !== 'th') continue;
    let at = element.parent;
    while (at >= 0 && page.elements[at]?.tagName !== 'table') at = page.elements[at]?.parent ?? -1;
    const count = tables.get(at) ?? { heads: 0, cells: 0 };
    if (element.tagName === 'th') count.heads += 1;
    else count.cells += 1;
    tables.set(at, count);
  }
  const empty = [...tables].filter(([at, { heads, cells }]) => at >= 0 && heads > 1 && cells === 0);
  return page.elements[empty[0]?.[0] ?? -1];
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
