import { citeText } from '../run/evidence.ts';
import { contentWords } from '../run/facts/content-words.ts';
import { goalOf } from '../run/facts/goal.ts';
import type { TargetSight } from '../run/facts/goal-targets.ts';
import { isSameTongue, languageOf } from '../run/facts/language.ts';
import { pageStates } from '../run/facts/page-states.ts';
import type { HtmlPage, PageSnapshot, Run, Step } from '../run/run.ts';
import type { Finding } from './finding.ts';

/** The labels of the goal are in one language, the page in another. */
export function foreignPage(
  run: Run,
  step: Step,
  snapshot: PageSnapshot,
  targets: readonly TargetSight[],
): Finding<'page.locale_mismatch'> | undefined {
  const page = snapshot.page();
  const goal = goalOf(run, step);
  const spoken = languageOf(goal);
  const shown = languageShown(page, spoken);
  if (spoken === undefined || shown === undefined || isSameTongue(spoken, shown)) return undefined;
  if (targets.length === 0 ? sharesWords(goal, page) : targets.every((target) => target.isInHtml))
    return undefined;
  const html = page.elements.find(
    (element) =>
      element.tagName === 'html' &&
      isSameTongue(element.attributes['lang']?.toLowerCase().split('-')[0] ?? '', shown),
  );
  const tag =
    html === undefined
      ? []
      : [citeText(snapshot.document, html, `the page says that it is in '${shown}'`)];
  const labels = pageStates(run)
    .find((state) => state.snapshot === snapshot)
    ?.texts.filter((text) => text.text.length >= 4)
    .slice(-4)
    .map((text) => text.cite('a text of the page, in its own language'));
  const [first, ...rest] = [...tag, ...(labels ?? [])];
  if (first === undefined) return undefined;
  return {
    code: 'page.locale_mismatch',
    title: `The site answers in '${shown}', the goal is written in '${spoken}': what it names is not on the page.`,
    explanation: `${notFound(targets)}The controls may be there under other words.`,
    bearing: {
      tier: 'observed',
      confidence: confidenceOf(targets, tag.length > 0),
      persistence: 'persistent',
    },
    step,
    locus: `language ${shown}`,
    evidence: [first, ...rest],
  };
}

/** Words in quotes are labels that another language puts otherwise; names and numbers are the same in all. */
function confidenceOf(targets: readonly TargetSight[], saysSo: boolean): number {
  if (targets.some(({ isQuoted, isInHtml }) => isQuoted && !isInHtml)) return saysSo ? 0.8 : 0.72;
  return targets.length > 0 && saysSo ? 0.66 : 0.6;
}

/** What the page says of itself; what its words say where it says nothing, or where templates left the goal's language in. */
function languageShown(page: HtmlPage, spoken: string | undefined): string | undefined {
  const said = page.language?.split('-')[0];
  const read = languageOf(page.texts.map((text) => text.text).join(' '));
  return said === undefined || said === '' || (said === spoken && read !== undefined) ? read : said;
}

function sharesWords(goal: string, page: HtmlPage): boolean {
  const words = contentWords(goal);
  const shown = contentWords(page.texts.map((text) => text.text).join(' '));
  return [...words].filter((word) => shown.has(word)).length > 1;
}

function notFound(targets: readonly TargetSight[]): string {
  const names = targets.filter((target) => !target.isInHtml).map((target) => `'${target.name}'`);
  return names.length === 0 ? '' : `Not found as written: ${names.slice(0, 3).join(', ')}. `;
}
