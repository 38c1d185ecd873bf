import type { SourceRef } from '../support/source-ref.ts';
import type { EditScript } from './edit-script.ts';
import { FieldLabels, isField } from './field-labels.ts';
import { pointerOf } from './node-path.ts';
import type { Search } from './search.ts';
import type { ChangeDetail, PageRelation } from './tree-diff.ts';
import { nameOf, nounOf, quote } from './words.ts';

/** All that the sentences are made from. */
export interface StoryParts {
  readonly search: Search;
  readonly script: EditScript;
  readonly relation: PageRelation;
  readonly before: SourceRef;
  readonly after: SourceRef;
}

/** Words and pointers for positions of either tree. */
export class Story {
  readonly parts: StoryParts;
  /** Fields whose error is already told by its message. */
  readonly explained = new Set<number>();
  #labels: { readonly before: FieldLabels; readonly after: FieldLabels } | undefined;

  constructor(parts: StoryParts) {
    this.parts = parts;
  }

  /** What a person would call the element, without quotes; empty when it has no words at all. */
  name(position: number): string {
    const { pair } = this.parts.search.matching;
    if (!isField(pair, position)) return nameOf(pair, position);
    return (position < pair.split ? this.#fieldLabels().before : this.#fieldLabels().after).nameOf(
      position,
    );
  }

  /** Labels are collected when the first field is named: most comparisons name none. */
  #fieldLabels(): { readonly before: FieldLabels; readonly after: FieldLabels } {
    const { pair } = this.parts.search.matching;
    this.#labels ??= {
      before: new FieldLabels(pair, 1, pair.split),
      after: new FieldLabels(pair, pair.split + 1, pair.count),
    };
    return this.#labels;
  }

  /** `'Pay'`, or `a button` when nothing is written on it. */
  subject(position: number): string {
    const name = this.name(position);
    return name === ''
      ? `a nameless ${nounOf(this.parts.search.matching.pair.nodes[position])}`
      : quote(name);
  }

  /** A detail about a matched pair, or one side alone. */
  detail(subject: string, place: DetailPlace): ChangeDetail {
    const { pair } = this.parts.search.matching;
    const { before, after, field } = place;
    return {
      subject,
      before: place.old,
      after: place.now,
      beforePlace:
        before === undefined
          ? undefined
          : { source: this.parts.before, pointer: pointerOf(pair, before, field) },
      afterPlace:
        after === undefined
          ? undefined
          : { source: this.parts.after, pointer: pointerOf(pair, after, field) },
    };
  }
}

export interface DetailPlace {
  readonly before?: number | undefined;
  readonly after?: number | undefined;
  readonly field?: string | undefined;
  readonly old?: string | undefined;
  readonly now?: string | undefined;
}

/** How many changes of one group are spelled out; the sentence still counts all of them. */
export const DETAIL_LIMIT = 20;
