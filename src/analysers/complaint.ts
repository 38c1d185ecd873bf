/** What a page itself says about a request that failed: the words that tie somebody else's server, or data asked for while loading, to the task. */
import type { FailedRequest } from '../requests/verdict.ts';
import { topicOf, type Topic } from '../run/facts/lexicon.ts';
import { newMessages } from '../run/facts/new-messages.ts';
import { outlivedUse } from '../run/facts/outlived.ts';
import type { PageText } from '../run/facts/page-states.ts';
import { textLives } from '../run/facts/text-lives.ts';
import type { Action, Run } from '../run/run.ts';

export interface Complaint {
  readonly text: PageText;
}

const COMPLAINTS: readonly Topic[] = [
  'generic-error',
  'server-error',
  'out-of-service',
  'timed-out',
];

/** New words of trouble after the action that sent the request, or on the page that asked for it while it loaded. */
export function complaintAbout(run: Run, { link }: FailedRequest): Complaint | undefined {
  if (link.strength === 'none') return undefined;
  if (link.strength === 'action') return complaintAfter(run, link.action);
  const life = textLives(run).find(
    (candidate) =>
      candidate.isLasting &&
      candidate.first.step === link.step &&
      candidate.first.action === undefined &&
      isComplaint(candidate.text) &&
      !outlivedUse(run, candidate),
  );
  return life;
}

export function complaintAfter(run: Run, action: Action): Complaint | undefined {
  return newMessages(run).find(({ action: cause, text }) => cause === action && isComplaint(text));
}

/** Marked as an error, or speaking of trouble that is nobody's input. */
function isComplaint(text: PageText): boolean {
  return text.text.length <= 300 && (text.isError || topicOf(text.text, COMPLAINTS) !== undefined);
}
