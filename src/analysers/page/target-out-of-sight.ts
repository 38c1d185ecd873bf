import { citeText, citeWhole, type Evidence } from '../../run/evidence.ts';
import { isDrawingSurface } from '../../run/facts/drawing-surface.ts';
import { goalOf } from '../../run/facts/goal.ts';
import { goalTargets, type TargetSight } from '../../run/facts/goal-targets.ts';
import { languageOf } from '../../run/facts/language.ts';
import { comparable, pageStates } from '../../run/facts/page-states.ts';
import { gaveUp } from '../../run/facts/gave-up.ts';
import type { PageSnapshot, Run, Step } from '../../run/run.ts';
import { defineAnalyser, type FindingInfo } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';

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
    'page.element_missing': info('What the task looks for is not on the page.', 'task', [
      'Open the page by hand with the same account: check that the element exists there and what it is called.',
      'If it only appears under a condition, say in the goal how to reach it.',
    ]),
  },
  run: (run) => {
    const end = gaveUp(run);
    const finding = end === undefined ? undefined : judge(run, end.step);
    return finding === undefined ? [] : [finding];
  },
});

type Code =
  | 'page.element_undetected'
  | 'page.element_trimmed'
  | 'page.shadow_or_canvas'
  | 'page.locale_mismatch'
  | 'page.element_missing';

function info(
  meaning: string,
  owner: FindingInfo['owner'],
  fixes: readonly [string, ...string[]],
): FindingInfo {
  return { meaning, owner, retry: 'after-change', fixes };
}

function judge(run: Run, step: Step): Finding<Code> | undefined {
  const snapshot =
    step.snapshots.findLast((candidate) => candidate.kind === 'scrape') ?? step.snapshots.at(-1);
  if (snapshot === undefined) return undefined;
  const targets = goalTargets(run, step);
  return (
    undetected(step, snapshot, targets) ??
    trimmed(step, targets) ??
    drawn(step, snapshot, targets) ??
    foreign(run, step, snapshot, targets) ??
    missing(run, step, targets)
  );
}

function undetected(
  step: Step,
  snapshot: PageSnapshot,
  targets: readonly TargetSight[],
): Finding<Code> | undefined {
  if (step.scrape?.tree === undefined) return undefined;
  const target = targets.find((candidate) => candidate.isInHtml && !candidate.isInTree);
  if (target === undefined) return undefined;
  const page = snapshot.page();
  const key = comparable(target.name);
  const segment = [...page.drawnTexts, ...page.texts].find(({ text }) =>
    comparable(text).includes(key),
  );
  if (segment === undefined) return undefined;
  const isDrawn = page.drawnTexts.includes(segment);
  return {
    code: 'page.element_undetected',
    title: `'${target.name}' is on the page of step ${step.order}, but not in the element tree that the model was shown.`,
    explanation: `${isDrawn ? 'It is text inside an SVG drawing, which the tree leaves out.' : 'The HTML has it and the tree does not.'} The model could not choose what it was not shown.`,
    bearing: { tier: 'observed', confidence: isDrawn ? 0.86 : 0.78, persistence: 'persistent' },
    step,
    locus: isDrawn ? 'svg text' : 'not in tree',
    evidence: [citeText(snapshot.document, segment.quote, 'it stands in the HTML')],
  };
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

function foreign(
  run: Run,
  step: Step,
  snapshot: PageSnapshot,
  targets: readonly TargetSight[],
): Finding<Code> | undefined {
  const page = snapshot.page();
  const goal = goalOf(run, step);
  const spoken = languageOf(goal);
  const shown =
    page.language?.split('-')[0] ?? languageOf(page.texts.map((text) => text.text).join(' '));
  if (
    spoken === undefined ||
    shown === undefined ||
    spoken === shown ||
    targets.every((target) => target.isInHtml)
  )
    return undefined;
  const html = page.elements.find(
    (element) => element.tagName === 'html' && element.attributes['lang'] !== undefined,
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
    title: `The site answers in '${shown}', the goal is written in '${spoken}': the labels it names are not on the page.`,
    explanation: `Not found as written: ${targets
      .filter((target) => !target.isInHtml)
      .map((target) => `'${target.name}'`)
      .slice(0, 3)
      .join(', ')}. The controls may be there under other words.`,
    bearing: {
      tier: 'observed',
      confidence: tag.length > 0 ? 0.8 : 0.66,
      persistence: 'persistent',
    },
    step,
    locus: `language ${shown}`,
    evidence: [first, ...rest],
  };
}

function missing(run: Run, step: Step, targets: readonly TargetSight[]): Finding<Code> | undefined {
  const [first] = targets.filter(
    (target) => !target.isInHtml && !target.isInTree && !wasSeen(run, target.name),
  );
  const snapshot = step.snapshots.at(-1);
  if (first === undefined || snapshot === undefined) return undefined;
  return {
    code: 'page.element_missing',
    title: `'${first.name}' is on no page of the run; step ${step.order} looked for it in vain.`,
    explanation:
      'It is neither in the HTML nor in the element tree of the page on which the run gave up. Another wording for the same thing cannot be excluded.',
    bearing: { tier: 'observed', confidence: 0.66, persistence: 'persistent' },
    step,
    locus: `missing ${first.name}`,
    evidence: [
      citeWhole(snapshot.document.source, `'${first.name}' is nowhere in this HTML`),
      ...offeredInstead(run, step).slice(0, 3),
    ],
  };
}

function wasSeen(run: Run, name: string): boolean {
  const key = comparable(name);
  return pageStates(run).some((state) => state.texts.some((text) => text.key.includes(key)));
}

/** What came up on the way and is not it. */
function offeredInstead(run: Run, step: Step): readonly Evidence[] {
  const states = pageStates(run).filter((state) => state.step.taskId === step.taskId);
  const [first] = states;
  const last = states.at(-1);
  const known = new Set(first?.texts.map((text) => text.key));
  return (last?.texts ?? [])
    .filter((text) => !known.has(text.key))
    .map((text) => text.cite('what the page offers instead'));
}
