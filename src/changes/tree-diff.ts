import type { ElementNode, ElementTree, JsonPlace } from '../run/run.ts';
import type { FieldChange } from './node-fields.ts';

/** How two scrapes relate: the same page, another page made from the same template (other data), or something else. */
export type PageRelation = 'unchanged' | 'same-page' | 'same-template' | 'different-page';

/** A node of one of the two trees. */
export interface TreeNode {
  readonly node: ElementNode;
  /** Child indexes from the root list. */
  readonly path: readonly number[];
}

export interface ChangedNode {
  readonly before: TreeNode;
  readonly after: TreeNode;
  readonly fields: readonly FieldChange[];
}

export interface MovedNode {
  readonly before: TreeNode;
  readonly after: TreeNode;
  /** To another parent, or out of order among its siblings. */
  readonly kind: 'parent' | 'order';
}

/** What happened to one element, with where to read it in either tree. */
export interface ChangeDetail {
  /** The element in words: its text, label or name. */
  readonly subject: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly beforePlace: JsonPlace | undefined;
  readonly afterPlace: JsonPlace | undefined;
}

export type SentenceKind =
  | 'page'
  | 'dialog'
  | 'alert'
  | 'field-error'
  | 'availability'
  | 'value'
  | 'state'
  | 'record'
  | 'text'
  | 'block'
  | 'order'
  | 'other';

/** One sentence for people about a group of like changes. */
export interface ChangeSentence {
  readonly kind: SentenceKind;
  readonly text: string;
  /** The first changes of the group. */
  readonly details: readonly ChangeDetail[];
  /** How many changes the sentence speaks of. */
  readonly count: number;
}

/** What became of every node between two scrapes. */
export interface TreeDiff {
  readonly relation: PageRelation;
  readonly before: ElementTree;
  readonly after: ElementTree;
  /** Pairs of nodes that are the same element. */
  readonly matched: readonly (readonly [TreeNode, TreeNode])[];
  readonly added: readonly TreeNode[];
  readonly removed: readonly TreeNode[];
  readonly changed: readonly ChangedNode[];
  readonly moved: readonly MovedNode[];
  /** The changes in words, most telling first. */
  readonly summary: readonly ChangeSentence[];
}
