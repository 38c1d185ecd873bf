import type { ChangeSentence, StepChange, TreeDiff } from '../../changes/index.ts';
import { cutLine, cutUrl } from './cut-text.ts';

const MAX_CHARS = 240;
const MAX_URL = 120;

/** Sentences worth a reader's time: bookkeeping such as styles and order only when there is nothing else. */
export function tellingSentences({ summary }: TreeDiff): readonly ChangeSentence[] {
  const telling = summary.filter(({ kind }) => kind !== 'other' && kind !== 'order');
  return telling.length === 0 ? summary : telling;
}

/** What differs between two pages, as a person would tell it. */
export function changeSentences(change: StepChange): readonly string[] {
  return tellingSentences(change.diff).map((sentence) =>
    cutLine(pageWithAddress(sentence, change) ?? sentence.text, MAX_CHARS),
  );
}

/** Two pages of one title differ in their address at least. */
function pageWithAddress(
  { kind, details }: ChangeSentence,
  { from, to, diff }: StepChange,
): string | undefined {
  const [detail] = details;
  if (kind !== 'page' || to.pageUrl === undefined || to.pageUrl === from.pageUrl) return undefined;
  if (detail?.before !== detail?.after) return undefined;
  const what =
    diff.relation === 'same-template' ? 'another page of the same template' : 'a different page';
  return `${what}: ${cutUrl(to.pageUrl, MAX_URL)}`;
}
