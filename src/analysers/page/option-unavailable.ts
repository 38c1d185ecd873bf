import { citeJson, type Evidence } from '../../run/evidence.ts';
import type { ActionFailure } from '../../run/facts/action-failures.ts';
import { comparable } from '../../run/facts/page-states.ts';
import { walkTree } from '../../run/facts/walk-tree.ts';
import type { Run } from '../../run/run.ts';
import { times } from '../../support/count-words.ts';
import { defineExceptionAnalyser } from '../exception-analyser.ts';
import { SHARED_CAUSES } from '../shared-causes.ts';

/** The wanted option is not in the list: every way to select it failed. Options that load late belong to `page.still_loading`. */
export const optionUnavailable = defineExceptionAnalyser({
  code: 'page.option_unavailable',
  info: SHARED_CAUSES['page.option_unavailable'],
  matches: ({ exceptionType, message, isFinal }) =>
    isFinal &&
    (TYPES.test(exceptionType) || /did not find some options|OPTION_NOT_AVAILABLE/.test(message)),
  title: ({ step, action }, target) =>
    `The ${target} has no option '${wantedOption(action.option, action.text)}' that step ${step.order} was to select.`,
  explanation: (failures) =>
    `Selecting it by value and by label failed ${times(failures.length)}; the list on the page holds other options.`,
  claim: 'selecting the option failed',
  confidence: 0.9,
  support: listedOptions,
});

const TYPES =
  /^(?:EmptySelect|FailToSelectBy\w+|OptionIndexOutOfBound|NoAvailableOptionFoundForCustomSelection|NoElementMatchedForTargetOption|NoSuitableAutoCompleteOption|NoAutoCompleteOptionMeetCondition|NoIncrementalElementFound\w*)$/;

function wantedOption(option: ActionFailure['action']['option'], text: string | undefined): string {
  return option?.label ?? option?.value ?? text ?? '?';
}

/** The options that the tree shows instead. */
function listedOptions(_run: Run, { step, action }: ActionFailure): readonly Evidence[] {
  const tree = step.scrape?.tree;
  if (tree === undefined || action.element?.xpath === undefined) return [];
  const wanted = comparable(wantedOption(action.option, action.text));
  for (const { node, pointer } of walkTree(tree)) {
    if (node.xpath !== action.element.xpath || node.options === undefined) continue;
    const isListed = node.options.some((option) => comparable(option.text ?? '') === wanted);
    if (isListed) return [];
    const listed = node.options
      .map((option, index) => ({ option, index }))
      .filter(({ option }) => (option.text ?? '').trim() !== '');
    return listed
      .slice(0, 3)
      .map(({ option, index }) =>
        citeJson(
          { source: tree.source, pointer: `${pointer}/options/${index}/text` },
          option.text ?? '',
          'an option that the list does have',
        ),
      );
  }
  return [];
}
