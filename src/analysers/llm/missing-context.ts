import { citeAbsent, citeWhole } from '../../run/evidence.ts';
import { realSteps } from '../../run/facts/progress.ts';
import { walkTree } from '../../run/facts/walk-tree.ts';
import type { Run, Step } from '../../run/run.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';

/** The page had elements, but the model was shown none of them: the tree in the prompt is empty while the scraped tree is not. */
export const missingContext = defineAnalyser({
  id: 'llm.missing_context',
  needs: ['steps'],
  findings: {
    'llm.missing_context': {
      meaning: 'The model was asked to act on a page of which it was shown nothing.',
      owner: 'skyvern',
      retry: 'later',
      fixes: [
        'Run again; if it repeats on this page, report it with the bundle.',
        'Check settings that cut prompts (limit of tokens, economy tree).',
      ],
    },
  },
  run: (run) => {
    const blind = realSteps(run).filter(isBlind);
    const [first] = blind;
    return first === undefined ? [] : [blindFinding(run, first, blind.length)];
  },
});

const FEW_CONTROLS = 3;

function isBlind(step: Step): boolean {
  const { promptTree, tree } = step.scrape ?? {};
  if (promptTree === undefined || tree === undefined) return false;
  const isEmpty = !/[\p{L}\p{N}]/u.test(promptTree.text.replace(/<[^>]{0,40}>|null|none/gi, ''));
  return isEmpty && controlsOf(tree) >= FEW_CONTROLS;
}

function controlsOf(tree: NonNullable<NonNullable<Step['scrape']>['tree']>): number {
  let count = 0;
  for (const { node } of walkTree(tree)) if (node.interactable === true) count += 1;
  return count;
}

function blindFinding(run: Run, step: Step, count: number): Finding<'llm.missing_context'> {
  const { promptTree, tree } = step.scrape ?? {};
  const shown =
    promptTree === undefined
      ? citeAbsent('visible_elements_tree_in_prompt', 'the prompt names no element')
      : citeWhole(promptTree.source, 'the elements as the model was shown them: none');
  return {
    code: 'llm.missing_context',
    title: `The model was shown none of the elements on the page of step ${step.order}.`,
    explanation: `The scraped page has controls, but the part of the prompt that lists them is empty${count > 1 ? ` in ${count} steps` : ''}.`,
    bearing: {
      tier: 'observed',
      confidence: 0.72,
      persistence: run.outcome.status === 'completed' ? 'recovered' : 'persistent',
    },
    step,
    locus: 'empty prompt tree',
    evidence: [
      shown,
      ...(tree === undefined ? [] : [citeWhole(tree.source, 'the elements of the page')]),
    ],
  };
}
