import { describeElement, elementName } from '../../run/describe-action.ts';
import { citeJson, type Evidence } from '../../run/evidence.ts';
import { contentWords } from '../../run/facts/content-words.ts';
import { facingStep } from '../../run/facts/facing-step.ts';
import { gaveUp } from '../../run/facts/gave-up.ts';
import { goalOf } from '../../run/facts/goal.ts';
import { walkTree } from '../../run/facts/walk-tree.ts';
import type { ElementNode, Run, Step } from '../../run/run.ts';
import { asText } from '../../support/unknown.ts';
import { deadClicks, hasWorkedLater, type DeadClick } from '../dead-clicks.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';
import { SHARED_CAUSES } from '../shared-causes.ts';

/**
 * A control that is disabled without an exception to say so: the click on an `aria-disabled` control "succeeds" and does nothing, or the model saw that the button of the task is
 * disabled and gave up. Only controls that speak of the goal count: pages are full of disabled ones.
 */
export const disabledControl = defineAnalyser({
  id: 'page.not_interactable',
  needs: ['steps'],
  findings: { 'page.not_interactable': SHARED_CAUSES['page.not_interactable'] },
  run: (run) => {
    const finding = clickedInVain(run) ?? gaveUpBefore(run);
    return finding === undefined ? [] : [finding];
  },
});

type Code = 'page.not_interactable';

const ON: ReadonlySet<unknown> = new Set([true, '', 'true', 'disabled']);
const DISABLED_CLASS = /(?:^|[\s_-])(?:is-)?(?:disabled|inactive)(?:$|[\s_-])/i;

/** The attribute that says so. */
function disabledBy({ attributes }: ElementNode): string | undefined {
  const named = ['disabled', 'aria-disabled'].find(
    (name) =>
      attributes !== undefined && Object.hasOwn(attributes, name) && ON.has(attributes[name]),
  );
  if (named !== undefined) return named;
  return DISABLED_CLASS.test(asText(attributes?.['class']) ?? '') ? 'class' : undefined;
}

function clickedInVain(run: Run): Finding<Code> | undefined {
  for (const click of deadClicks(run)) {
    const by = click.action.element === undefined ? undefined : disabledBy(click.action.element);
    if (by !== undefined && !hasWorkedLater(run, click)) return clickFinding(click, by);
  }
  return undefined;
}

function clickFinding({ step, action }: DeadClick, by: string): Finding<Code> {
  const target = action.element === undefined ? 'element' : describeElement(action.element);
  const pointer = `${action.place.pointer}/skyvern_element_data/attributes/${by}`;
  return {
    code: 'page.not_interactable',
    title: `The ${target} is disabled, so the click of step ${step.order} did nothing.`,
    explanation: `The page marks it as disabled by ${by}. The click was carried out and counted as a success, but no request left and nothing changed.`,
    bearing: {
      tier: 'observed',
      confidence: by === 'class' ? 0.68 : 0.82,
      persistence: 'persistent',
    },
    step,
    atMs: action.startedAtMs,
    locus: `${target} disabled`,
    evidence: [
      citeJson(
        { source: action.place.source, pointer },
        action.element?.attributes?.[by],
        'the element is marked as disabled',
        action.startedAtMs,
      ),
    ],
  };
}

function gaveUpBefore(run: Run): Finding<Code> | undefined {
  const end = gaveUp(run);
  if (end?.by !== 'terminate') return undefined;
  const step = facingStep(run, end.step);
  const words = contentWords(goalOf(run, step));
  const control = disabledControls(step).find(({ node }) =>
    [...contentWords(elementName(node) ?? '')].some((word) => words.has(word)),
  );
  if (control === undefined) return undefined;
  const target = describeElement(control.node);
  return {
    code: 'page.not_interactable',
    title: `The ${target}, which the goal needs, is disabled on the page of step ${step.order}.`,
    explanation:
      'It is the control that speaks of the goal, and the page does not let it be used; the run gave up there.',
    bearing: { tier: 'observed', confidence: 0.66, persistence: 'persistent' },
    step,
    locus: `${target} disabled`,
    evidence: [control.evidence, ...reasonsNear(step)],
  };
}

interface DisabledNode {
  readonly node: ElementNode;
  readonly evidence: Evidence;
}

function disabledControls(step: Step): readonly DisabledNode[] {
  const { tree } = step.scrape ?? {};
  if (tree === undefined) return [];
  const found: DisabledNode[] = [];
  for (const { node, pointer } of walkTree(tree)) {
    const by = disabledBy(node);
    const isControl =
      node.tagName === 'button' ||
      asText(node.attributes?.['role']) === 'button' ||
      asText(node.attributes?.['type']) === 'submit';
    if (by === undefined || by === 'class' || !isControl) continue;
    const place = { source: tree.source, pointer: `${pointer}/attributes/${by}` };
    found.push({
      node,
      evidence: citeJson(place, node.attributes?.[by], 'the control is disabled'),
    });
  }
  return found;
}

/** Tooltips often hold the reason. */
function reasonsNear(step: Step): readonly Evidence[] {
  const { tree } = step.scrape ?? {};
  if (tree === undefined) return [];
  for (const { node, pointer } of walkTree(tree)) {
    const title = asText(node.attributes?.['title']);
    if (title !== undefined && disabledBy(node) !== undefined)
      return [
        citeJson(
          { source: tree.source, pointer: `${pointer}/attributes/title` },
          title,
          'what the control itself says of it',
        ),
      ];
  }
  return [];
}
