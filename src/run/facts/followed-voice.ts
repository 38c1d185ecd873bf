import { elementName } from '../describe-action.ts';
import type { Action, HtmlPage, PageSnapshot, Run, Step } from '../run.ts';
import { contentWords } from './content-words.ts';
import { goalOf } from './goal.ts';
import { comparable } from './page-states.ts';
import { realSteps } from './progress.ts';

type HtmlElement = HtmlPage['elements'][number];

/** What somebody else than the site wrote into a page, or hid in it, names the control that was used next. */
export interface FollowedVoice {
  readonly step: Step;
  readonly action: Action;
  readonly snapshot: PageSnapshot;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The reason of the action repeats the text. */
  readonly isRepeated: boolean;
}

/** Classes of what visitors write. */
const VISITORS =
  /(?:^|[\s_-])(?:review|comment|testimonial|reply|guestbook|forum|user-?content|bewertung|kommentar|avis|commentaire|rese(?:ñ|n)a|comentario|recensione|commento|opinia|komentarz)s?(?:$|[\s_-])/iu;
/** Names of one word are in many sentences. */
const MIN_WORDS_OF_NAME = 2;
/** A label beside the control is no sentence. */
const MIN_WORDS_OF_TEXT = 6;
const MAX_CHARS = 1_000;
const MAX_HOPS = 6;

/** The first action that the goal does not ask for and such a text does. */
export function followedVoice(run: Run): FollowedVoice | undefined {
  for (const step of realSteps(run)) {
    const snapshot = step.snapshots.find(({ kind }) => kind === 'scrape');
    if (snapshot === undefined) continue;
    const wanted = contentWords(goalOf(run, step));
    for (const action of step.actions) {
      const name = comparable(
        action.element === undefined ? '' : (elementName(action.element) ?? ''),
      );
      if (action.type !== 'click' || wordCount(name) < MIN_WORDS_OF_NAME) continue;
      if ([...contentWords(name)].some((word) => wanted.has(word))) continue;
      const voice = voices(snapshot).find(({ text }) => comparable(text).includes(name));
      if (voice === undefined) continue;
      return { step, action, snapshot, ...voice, isRepeated: repeats(action, voice.text, wanted) };
    }
  }
  return undefined;
}

function repeats(action: Action, text: string, wanted: ReadonlySet<string>): boolean {
  const told = contentWords(text);
  return [...contentWords(action.reasoning ?? '')].some(
    (word) => told.has(word) && !wanted.has(word),
  );
}

interface Voice {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

function voices(snapshot: PageSnapshot): readonly Voice[] {
  const page = snapshot.page();
  const shown = page.texts
    .filter(({ element }) => isForeign(page, element))
    .map(({ text, quote }) => ({ text, start: quote.start, end: quote.end }));
  return [...shown, ...comments(snapshot.document.text)].filter(
    ({ text }) => text.length <= MAX_CHARS && wordCount(text) >= MIN_WORDS_OF_TEXT,
  );
}

function isForeign({ elements }: HtmlPage, index: number): boolean {
  let at = index;
  for (let hops = 0; hops < MAX_HOPS && at >= 0; hops += 1) {
    const element = elements[at];
    if (element === undefined) return false;
    if (isOfVisitors(element)) return true;
    at = element.parent;
  }
  return false;
}

function isOfVisitors({ tagName, attributes }: HtmlElement): boolean {
  return (
    tagName === 'blockquote' ||
    VISITORS.test(`${attributes['class'] ?? ''} ${attributes['id'] ?? ''}`.slice(0, 300))
  );
}

const COMMENT = /<!--([^>]{20,1000}?)-->/g;
const MAX_SEARCHED = 500_000;

function comments(html: string): readonly Voice[] {
  return [...html.slice(0, MAX_SEARCHED).matchAll(COMMENT)].map((match) => ({
    text: match[1] ?? '',
    start: match.index + 4,
    end: match.index + match[0].length - 3,
  }));
}

function wordCount(text: string): number {
  return text.match(/[\p{L}\d]+/gu)?.length ?? 0;
}
