import type { Run, Step } from '../run.ts';
import { languageOf } from './language.ts';
import { comparable } from './page-states.ts';
import { goalEntities, goalOf } from './goal.ts';
import { treeTexts } from './tree-texts.ts';
import { walkTree } from './walk-tree.ts';

/** Where a thing that the goal names can be seen, layer by layer: each layer is made from the one before it. */
export interface TargetSight {
  readonly name: string;
  /** The goal puts it in quotes: words to be read on the page. */
  readonly isQuoted: boolean;
  readonly isInHtml: boolean;
  readonly isInTree: boolean;
  readonly isInTrimmedTree: boolean;
  readonly isInPrompt: boolean;
}

/** What the goal names, and where the page of a step shows it. Layers that were not captured count as not showing it. */
export function goalTargets(run: Run, step: Step): readonly TargetSight[] {
  const layers = layersOf(step);
  const goal = goalOf(run, step);
  return namedThings(goal).map((name) => {
    const key = comparable(name);
    return {
      name,
      isQuoted: isQuotedIn(goal, name),
      isInHtml: mentions(layers.html, key),
      isInTree: mentions(layers.tree, key),
      isInTrimmedTree: mentions(layers.trimmed, key),
      isInPrompt: mentions(layers.prompt, key),
    };
  });
}

/** A reference in brackets at the end is for the user's books, not for the page. */
function namedThings(goal: string): readonly string[] {
  const text = goal.replace(/\((?:ref|id|no|nr|ticket|case)\b[^)]{0,40}\)\s{0,3}\.?\s{0,3}$/i, '');
  const isGerman = languageOf(goal) === 'de';
  return goalEntities(text).filter(
    (name) =>
      name.length >= 3 &&
      // German writes every noun and the polite address with a capital letter.
      (!isGerman || /[\d ]/.test(name) || isQuotedIn(goal, name)),
  );
}

function isQuotedIn(goal: string, name: string): boolean {
  const at = goal.indexOf(name);
  return (
    at > 0 && /['"„“‘«]/.test(goal.charAt(at - 1)) && /['"“”’»]/.test(goal.charAt(at + name.length))
  );
}

interface Layers {
  readonly html: string;
  readonly tree: string;
  readonly trimmed: string;
  readonly prompt: string;
}

function layersOf(step: Step): Layers {
  const { scrape } = step;
  const page = (
    step.snapshots.findLast((snapshot) => snapshot.kind === 'scrape') ?? step.snapshots.at(-1)
  )?.page();
  const attributes = (page?.elements ?? []).flatMap((element) =>
    ['aria-label', 'title', 'alt', 'value', 'placeholder'].flatMap(
      (key) => element.attributes[key] ?? [],
    ),
  );
  return {
    html: comparable(
      [
        ...(page?.texts ?? []).map((text) => text.text),
        ...(page?.drawnTexts ?? []).map((text) => text.text),
        ...attributes,
      ].join('\n'),
    ),
    tree: scrape?.tree === undefined ? '' : comparable(treeWords(scrape.tree)),
    trimmed: scrape?.trimmedTree === undefined ? '' : comparable(treeWords(scrape.trimmedTree)),
    prompt: comparable(scrape?.promptTree?.text ?? ''),
  };
}

function treeWords(tree: NonNullable<NonNullable<Step['scrape']>['tree']>): string {
  const attributes: string[] = [];
  for (const { node } of walkTree(tree)) {
    for (const key of ['aria-label', 'title', 'alt', 'value', 'placeholder', 'name']) {
      const value = node.attributes?.[key];
      if (typeof value === 'string') attributes.push(value);
    }
    for (const option of node.options ?? []) attributes.push(option.text ?? '');
  }
  return [...treeTexts(tree).map((text) => text.text), ...attributes].join('\n');
}

/** The name as it stands, or all of its words in any order for names of several words. */
function mentions(layer: string, key: string): boolean {
  if (layer === '' || key === '') return false;
  return layer.includes(key);
}
