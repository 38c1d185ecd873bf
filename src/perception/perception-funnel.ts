import type { ElementNode, ElementTree, JsonPlace, Scrape } from '../run/run.ts';
import type { SourceRef } from '../support/source-ref.ts';
import { findInText, type TextHit } from './find-in-text.ts';
import { findInTree } from './find-in-tree.ts';

/** Something on the page that the agent should have seen: by its words, or by the id Skyvern gave it. */
export interface PerceptionTarget {
  readonly text?: string | undefined;
  readonly elementId?: string | undefined;
}

/** The layers between the page and the decision, in the order in which things get lost. */
export type PerceptionLayer =
  'html' | 'tree' | 'trimmed-tree' | 'prompt-tree' | 'prompt' | 'choice';

/** Where the target was seen in one layer. */
export type Sighting =
  | {
      readonly layer: PerceptionLayer;
      readonly state: 'seen';
      readonly place: SightingPlace | undefined;
    }
  | {
      readonly layer: PerceptionLayer;
      readonly state: 'missing';
      readonly source: SourceRef | undefined;
    }
  | { readonly layer: PerceptionLayer; readonly state: 'unknown'; readonly reason: string };

export type SightingPlace =
  | ({ readonly kind: 'node' } & JsonPlace)
  | {
      readonly kind: 'text';
      readonly source: SourceRef | undefined;
      readonly start: number;
      readonly end: number;
    };

export interface PerceptionFunnel {
  readonly target: PerceptionTarget;
  readonly layers: readonly Sighting[];
  /** The first layer without the target after one that had it; undefined when it was never lost, or never seen. */
  readonly lostAt: PerceptionLayer | undefined;
}

/** What the agent was given and what it chose. */
export interface PerceptionInputs {
  readonly scrape: Scrape;
  /** The prompt as sent, when known. */
  readonly promptText?: string | undefined;
  /** Ids of the elements that actions chose; undefined when no decision is known. */
  readonly chosenIds?: readonly string[] | undefined;
}

/**
 * Follows a target from the page to the decision: in the HTML, the element tree, the trimmed tree, the prompt's tree, the prompt, and among the choices.
 * A layer that the bundle lacks is unknown and never counts as the place of loss.
 */
export function perceptionFunnel(
  target: PerceptionTarget,
  inputs: PerceptionInputs,
): PerceptionFunnel {
  const { scrape } = inputs;
  const nodes = [
    findNode('tree', scrape.tree, target),
    findNode('trimmed-tree', scrape.trimmedTree, target),
  ] as const;
  const ids = idsOf(target, nodes);
  const layers = [
    searchText('html', scrape.html, target, HTML_ID),
    nodes[0].sighting,
    nodes[1].sighting,
    searchText('prompt-tree', scrape.promptTree, { ...target, ids }, PROMPT_ID),
    searchText('prompt', promptOf(inputs), { ...target, ids }, PROMPT_ID),
    findChoice(ids, inputs.chosenIds),
  ];
  return { target, layers, lostAt: findLoss(layers) };
}

/** How an element id is written in either text. */
const HTML_ID = 'unique_id';
const PROMPT_ID = 'id';

interface FoundNode {
  readonly sighting: Sighting;
  readonly node: ElementNode | undefined;
}

function findNode(
  layer: PerceptionLayer,
  tree: ElementTree | undefined,
  target: PerceptionTarget,
): FoundNode {
  if (tree === undefined)
    return { sighting: { layer, state: 'unknown', reason: 'not recorded' }, node: undefined };
  const found = findInTree(tree, target);
  if (found === undefined)
    return { sighting: { layer, state: 'missing', source: tree.source }, node: undefined };
  const place = { kind: 'node', source: tree.source, pointer: found.pointer } as const;
  return { sighting: { layer, state: 'seen', place }, node: found.node };
}

/** Later layers know the target by the id that an earlier one gave it. */
function idsOf(target: PerceptionTarget, nodes: readonly FoundNode[]): readonly string[] {
  const ids = new Set<string>();
  if (target.elementId !== undefined && target.elementId !== '') ids.add(target.elementId);
  for (const { node } of nodes) if (typeof node?.id === 'string') ids.add(node.id);
  return [...ids];
}

type TextTarget = PerceptionTarget & { readonly ids?: readonly string[] };

interface SearchedText {
  readonly text: string;
  readonly source: SourceRef | undefined;
}

function promptOf({ promptText }: PerceptionInputs): SearchedText | undefined {
  return promptText === undefined ? undefined : { text: promptText, source: undefined };
}

function searchText(
  layer: PerceptionLayer,
  document: SearchedText | undefined,
  target: TextTarget,
  idAttribute: string,
): Sighting {
  if (document === undefined) return { layer, state: 'unknown', reason: 'not recorded' };
  const { text, source } = document;
  const hit = findTarget(text, target, idAttribute);
  if (hit === undefined) return { layer, state: 'missing', source };
  return { layer, state: 'seen', place: { kind: 'text', source, ...hit } };
}

function findTarget(text: string, target: TextTarget, idAttribute: string): TextHit | undefined {
  if (target.text !== undefined && target.text.trim() !== '') return findInText(text, target.text);
  const ids = target.ids ?? (target.elementId === undefined ? [] : [target.elementId]);
  for (const id of ids) {
    const mark = `${idAttribute}="${id}"`;
    const start = text.indexOf(mark);
    if (start >= 0) return { start, end: start + mark.length };
  }
  return undefined;
}

function findChoice(ids: readonly string[], chosenIds: readonly string[] | undefined): Sighting {
  const layer = 'choice';
  if (chosenIds === undefined) return { layer, state: 'unknown', reason: 'no decision is known' };
  if (ids.length === 0) return { layer, state: 'unknown', reason: 'the target has no element id' };
  if (ids.some((id) => chosenIds.includes(id))) return { layer, state: 'seen', place: undefined };
  return { layer, state: 'missing', source: undefined };
}

function findLoss(layers: readonly Sighting[]): PerceptionLayer | undefined {
  let wasSeen = false;
  for (const sighting of layers) {
    if (sighting.state === 'seen') wasSeen = true;
    if (sighting.state === 'missing' && wasSeen) return sighting.layer;
  }
  return undefined;
}
