export {
  compareSteps,
  type ComparisonProblem,
  type StepChange,
  type StepChoice,
  type StepComparison,
} from './compare-steps.ts';
export { diffToJson, type TreeDiffJson } from './diff-json.ts';
export { diffTrees } from './diff-trees.ts';
export type { FieldChange } from './node-fields.ts';
export { sameTree } from './same-tree.ts';
export type {
  ChangeDetail,
  ChangedNode,
  ChangeSentence,
  MovedNode,
  PageRelation,
  SentenceKind,
  TreeDiff,
  TreeNode,
} from './tree-diff.ts';
