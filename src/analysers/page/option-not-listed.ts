import { citeJson, type Evidence } from '../../run/evidence.ts';
import { facingStep } from '../../run/facts/facing-step.ts';
import { gaveUp } from '../../run/facts/gave-up.ts';
import { contentWords } from '../../run/facts/content-words.ts';
import { goalOf } from '../../run/facts/goal.ts';
import { goalTargets } from '../../run/facts/goal-targets.ts';
import { comparable } from '../../run/facts/page-states.ts';
import { walkTree } from '../../run/facts/walk-tree.ts';
import type { ElementNode, ElementTree, Run, Step } from '../../run/run.ts';
import { asText } from '../../support/unknown.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';
import { SHARED_CAUSES } from '../shared-causes.ts';

/** The model saw that a list lacks the wanted option and gave up without trying: the goal names a value next to words that name the list, and the list does not have it. */
export const optionNotListed = defineAnalyser({
  id: 'page.option_unavailable',
  needs: ['steps'],
  findings: { 'page.option_unavailable': SHARED_CAUSES['page.option_unavailable'] },
  run: (run) => {
    const end = gaveUp(run);
    const finding = end === undefined ? undefined : judge(run, facingStep(run, end.step));
    return finding === undefined ? [] : [finding];
  },
});

function judge(run: Run, step: Step): Finding<'page.option_unavailable'> | undefined {
  const { tree } = step.scrape ?? {};
  if (tree === undefined) return undefined;
  const goal = goalOf(run, step);
  for (const { name, isInHtml, isInTree } of goalTargets(run, step)) {
    const list = isInHtml || isInTree ? undefined : listNamedBeside(tree, goal, name);
    if (list !== undefined) return listFinding(step, name, list);
  }
  return undefined;
}

interface OptionList {
  readonly label: string;
  readonly evidence: readonly [Evidence, ...Evidence[]];
}

/** How far from the value the goal may name the list. */
const REACH = 40;

function listNamedBeside(tree: ElementTree, goal: string, name: string): OptionList | undefined {
  const at = goal.indexOf(name);
  const near = contentWords(goal.slice(Math.max(0, at - REACH), at + name.length + REACH));
  let textBefore = '';
  for (const { node, pointer } of walkTree(tree)) {
    const label = node.options === undefined ? undefined : labelOf(node, textBefore);
    if (node.text !== undefined && node.text.trim() !== '') textBefore = node.text;
    if (label === undefined || ![...contentWords(label)].some((word) => near.has(word))) continue;
    const [first, ...others] = (node.options ?? []).flatMap(({ text }, index) =>
      comparable(text ?? '') === '' || comparable(text ?? '').includes(comparable(name))
        ? []
        : citeJson(
            { source: tree.source, pointer: `${pointer}/options/${index}/text` },
            text ?? '',
            'an option that the list does have',
          ),
    );
    if (first !== undefined) return { label, evidence: [first, ...others.slice(0, 2)] };
  }
  return undefined;
}

function labelOf(node: ElementNode, textBefore: string): string {
  const names = ['aria-label', 'name', 'id', 'title'].flatMap(
    (key) => asText(node.attributes?.[key]) ?? [],
  );
  return [...names, textBefore.slice(0, 60)].join(' ').replace(/[_-]/g, ' ');
}

function listFinding(
  step: Step,
  name: string,
  { label, evidence }: OptionList,
): Finding<'page.option_unavailable'> {
  return {
    code: 'page.option_unavailable',
    title: `The list '${label.split(' ').slice(0, 3).join(' ')}' on the page of step ${step.order} does not offer '${name}'.`,
    explanation:
      'The goal names the value beside the words of the list; the list holds other options, and the run gave up there.',
    bearing: { tier: 'observed', confidence: 0.74, persistence: 'persistent' },
    step,
    locus: `option ${name}`,
    evidence,
  };
}
