import type { StepChange } from '../../changes/index.ts';
import { touchesPage } from '../../requests/timeline.ts';
import { newMessages } from '../../run/facts/new-messages.ts';
import { pageStates } from '../../run/facts/page-states.ts';
import type { Run, Step } from '../../run/run.ts';
import { stepLabel } from '../step-label.ts';
import { changeSentences } from './change-sentences.ts';
import { cutLine } from './cut-text.ts';

const MAX_SENTENCES = 6;
const MAX_MESSAGES = 6;
const MAX_CHARS = 240;
/** Sentences about changes quote no more of a text than this. */
const QUOTED_CHARS = 60;

/** What the page did in answer to a step, in words: what differs in the next step's scrape, and texts that appeared meanwhile. */
export function pageAnswer(run: Run, step: Step, changes: readonly StepChange[]): string[] {
  const change = changes.find(({ from, to }) => from === step && to.taskId === step.taskId);
  const sentences = change === undefined ? [] : differences(change);
  const told = sentences.join('\n').toLowerCase();
  const messages = newMessages(run)
    .filter((message) => message.step === step)
    .map(({ text, isLasting }) => ({ text: cutLine(text.text, MAX_CHARS), isLasting }))
    .filter(({ text }) => !told.includes(text.toLowerCase().slice(0, QUOTED_CHARS)));
  const shown = messages
    .slice(0, MAX_MESSAGES)
    .map(({ text, isLasting }) => `new text: '${text}'${isLasting ? '' : ' (gone later)'}`);
  const more = messages.length - shown.length;
  const all = [
    ...sentences,
    ...shown,
    ...(more > 0 ? [`and ${more} more new ${more === 1 ? 'text' : 'texts'}`] : []),
  ];
  return all.length > 0 ? all : nothingSeen(run, step);
}

function differences(change: StepChange): string[] {
  const { diff, to } = change;
  if (diff.relation === 'unchanged') return [`the page was the same in ${stepLabel(to)}`];
  const sentences = changeSentences(change);
  const more = sentences.length - MAX_SENTENCES;
  const rest =
    more > 0 ? [`and ${more} more ${more === 1 ? 'change' : 'changes'} by ${stepLabel(to)}`] : [];
  return [...sentences.slice(0, MAX_SENTENCES), ...rest];
}

/** Said only where a page was captured after something was done to it, so that silence is no claim. */
function nothingSeen(run: Run, step: Step): string[] {
  const wasSeen = pageStates(run).some(
    ({ step: of, action }) => of === step && action !== undefined && touchesPage(action),
  );
  return wasSeen ? ['no new text could be read after the actions of this step'] : [];
}
