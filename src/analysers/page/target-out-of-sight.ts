import { citeText, type Evidence } from '../../run/evidence.ts';
import { isDrawingSurface } from '../../run/facts/drawing-surface.ts';
import { facingStep } from '../../run/facts/facing-step.ts';
import { goalTargets, type TargetSight } from '../../run/facts/goal-targets.ts';
import { comparable } from '../../run/facts/page-states.ts';
import { gaveUp, type GaveUp } from '../../run/facts/gave-up.ts';
import type { HtmlPage, PageSnapshot, Run, Step } from '../../run/run.ts';
import { defineAnalyser, type FindingInfo } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';
import { absentTarget } from '../absent-target.ts';
import { foreignPage } from '../foreign-page.ts';

/**
 * The run gave up looking for something. Layer by layer: on the page but not in the tree (SVG, closed shadow roots), in the tree but trimmed away, drawn on a canvas, named in
 * another language, or nowhere at all. Synonyms are not known, so "nowhere" stays a likelihood.
 */
export const targetOutOfSight = defineAnalyser({
  id: 'page.target_out_of_sight',
  needs: ['steps'],
  findings: {
    'page.element_undetected': info(
      'The element is on the page, but not in the tree that the model sees.',
      'skyvern',
      [
        'Work around it with a code block that clicks the element directly.',
        'Look for another way on the site (a list or search instead of a drawing).',
      ],
    ),
    'page.element_trimmed': info(
      'The element is in the tree, but was trimmed away before the model saw it.',
      'skyvern',
      ['Start the block on a page with less content, or narrow it down by a filter first.'],
    ),
    'page.shadow_or_canvas': info(
      'The page draws what the task needs on a canvas or hides it in a closed component.',
      'site',
      [
        'Use another way of the site to the same end: a canvas has no elements to click.',
        'A computer-use engine, which clicks by position, can work on such pages.',
      ],
    ),
    'page.locale_mismatch': info('The site speaks another language than the goal.', 'task', [
      'Set proxy_location, the address or the language switch of the site to the language of the goal.',
      'Name the labels in the goal as the page shows them.',
    ]),
    'page.target_data_absent': info(
      'The page lists entries of the kind the task wants, but not the wanted one.',
      'task',
      [
        'Check that the entry exists and is written on the site as in the task.',
        'Say in the goal what to do when it is not listed (another page of the list, another period, an end).',
      ],
    ),
    'page.element_missing': info('What the task looks for is not on the page.', 'task', [
      'Open the page by hand with the same account: check that the element exists there and what it is called.',
      'If it only appears under a condition, say in the goal how to reach it.',
    ]),
  },
  run: (run) => {
    const end = gaveUp(run);
    const finding = end === undefined ? undefined : judge(run, end);
    return finding === undefined ? [] : [finding];
  },
});

type Code =
  | 'page.element_undetected'
  | 'page.element_trimmed'
  | 'page.shadow_or_canvas'
  | 'page.locale_mismatch'
  | 'page.target_data_absent'
  | 'page.element_missing';

function info(
  meaning: string,
  owner: FindingInfo['owner'],
  fixes: readonly [string, ...string[]],
): FindingInfo {
  return { meaning, owner, retry: 'after-change', fixes };
}

function judge(run: Run, end: GaveUp): Finding<Code> | undefined {
  const step = facingStep(run, end.step);
  const snapshot =
    step.snapshots.findLast((candidate) => candidate.kind === 'scrape') ?? step.snapshots.at(-1);
  if (snapshot === undefined) return undefined;
  const targets = goalTargets(run, step);
  return (
    undetected(step, snapshot, targets) ??
    trimmed(step, targets) ??
    drawn(step, snapshot, targets) ??
    foreignPage(run, step, snapshot, targets) ??
    absentTarget(run, { ...end, step }, targets)
  );
}

function undetected(
  step: Step,
  snapshot: PageSnapshot,
  targets: readonly TargetSight[],
): Finding<Code> | undefined {
  if (step.scrape?.tree === undefined) return undefined;
  const target = targets.find((candidate) => candidate.isInHtml && !candidate.isInTree);
  const place = target === undefined ? undefined : placeOf(snapshot.page(), target.name);
  if (target === undefined || place === undefined) return undefined;
  return {
    code: 'page.element_undetected',
    title: `'${target.name}' is on the page of step ${step.order}, but not in the element tree that the model was shown.`,
    explanation: `${WHERE[place.kind]} The model could not choose what it was not shown.`,
    bearing: {
      tier: 'observed',
      confidence: place.kind === 'text' ? 0.78 : 0.86,
      persistence: 'persistent',
    },
    step,
    locus: place.kind === 'drawing' ? 'svg text' : place.kind === 'text' ? 'not in tree' : 'area',
    evidence: [citeText(snapshot.document, place.span, 'it stands in the HTML')],
  };
}

const WHERE = {
  drawing: 'It is text inside an SVG drawing, which the tree leaves out.',
  area: 'It is a part of an image map, which the tree leaves out.',
  text: 'The HTML has it and the tree does not.',
} as const;

/** Where the HTML has a name: as text, or as what an element without text is called. */
function placeOf(
  page: HtmlPage,
  name: string,
):
  | {
      readonly kind: keyof typeof WHERE;
      readonly span: { readonly start: number; readonly end: number };
    }
  | undefined {
  const key = comparable(name);
  const inDrawing = page.drawnTexts.find(({ text }) => comparable(text).includes(key));
  if (inDrawing !== undefined) return { kind: 'drawing', span: inDrawing.quote };
  const text = page.texts.find((segment) => comparable(segment.text).includes(key));
  if (text !== undefined) return { kind: 'text', span: text.quote };
  const named = page.elements.find(
    ({ attributes, isHidden }) =>
      !isHidden &&
      ['alt', 'title', 'aria-label'].some((attribute) =>
        comparable(attributes[attribute] ?? '').includes(key),
      ),
  );
  return named === undefined
    ? undefined
    : { kind: named.tagName === 'area' ? 'area' : 'text', span: named };
}

function trimmed(step: Step, targets: readonly TargetSight[]): Finding<Code> | undefined {
  if (step.scrape?.trimmedTree === undefined || step.scrape.promptTree === undefined)
    return undefined;
  const target = targets.find(
    (candidate) => candidate.isInTree && !candidate.isInTrimmedTree && !candidate.isInPrompt,
  );
  const text = target === undefined ? undefined : pageStatesText(step, target.name);
  if (target === undefined || text === undefined) return undefined;
  return {
    code: 'page.element_trimmed',
    title: `'${target.name}' is in the element tree of step ${step.order}, but was trimmed away before the model saw it.`,
    explanation: 'The full tree has it; the trimmed tree and the prompt do not.',
    bearing: { tier: 'observed', confidence: 0.72, persistence: 'persistent' },
    step,
    locus: 'trimmed',
    evidence: [text],
  };
}

function pageStatesText(step: Step, name: string): Evidence | undefined {
  const key = comparable(name);
  const snapshot = step.snapshots.findLast((candidate) => candidate.kind === 'scrape');
  const segment = snapshot?.page().texts.find(({ text }) => comparable(text).includes(key));
  return snapshot === undefined || segment === undefined
    ? undefined
    : citeText(snapshot.document, segment.quote, 'it stands on the page');
}

/** A canvas that is there to be used: not hidden, not tiny, and the page has little else to click. */
function drawn(
  step: Step,
  snapshot: PageSnapshot,
  targets: readonly TargetSight[],
): Finding<Code> | undefined {
  const page = snapshot.page();
  const surface = page.elements.find((element) => isDrawingSurface(page, element));
  if (surface === undefined || (targets.length > 0 && targets.every((target) => target.isInTree)))
    return undefined;
  const isCanvas = surface.tagName === 'canvas';
  return {
    code: 'page.shadow_or_canvas',
    title: isCanvas
      ? `The page of step ${step.order} draws its content on a canvas, which has no elements to choose.`
      : `The page of step ${step.order} keeps its content inside <${surface.tagName}>, which shows no elements.`,
    explanation:
      'What the task needs is neither in the HTML nor in the element tree; a person sees it, the model does not.',
    bearing: { tier: 'observed', confidence: isCanvas ? 0.8 : 0.62, persistence: 'persistent' },
    step,
    locus: isCanvas ? 'canvas' : `custom element ${surface.tagName}`,
    evidence: [
      citeText(
        snapshot.document,
        surface,
        isCanvas ? 'the canvas' : 'the component without content',
      ),
    ],
  };
}
