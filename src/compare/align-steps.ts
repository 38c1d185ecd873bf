import type { Action, Run, Step } from '../run/run.ts';
import { describeElement } from '../run/describe-action.ts';
import { maskAddresses } from './mask-addresses.ts';
import { registrableDomain } from '../support/registrable-domain.ts';
import { pathTemplate } from '../requests/endpoint-template.ts';
import { splitUrl } from '../requests/request-url.ts';
import { templateText } from '../support/template-text.ts';

/** A step of either run with its twin in the other; one side is missing where only one run took it. */
export interface StepPair {
  readonly good: Step | undefined;
  readonly bad: Step | undefined;
}

/** More steps than any run has; the table grows with the product. */
const MAX_STEPS = 300;

/** Pairs the steps of two runs in order, so that one more wait or retry in one of them does not shift all the rest. */
export function alignSteps(good: Run, bad: Run): readonly StepPair[] {
  const left = livedSteps(good);
  const right = livedSteps(bad);
  const best = scoreTable(left, right);
  const pairs: StepPair[] = [];
  let row = 0;
  let column = 0;
  while (row < left.length && column < right.length) {
    const here = at(best, row, column);
    const score = likeness(left[row], right[column]);
    if (score > 0 && here === at(best, row + 1, column + 1) + score) {
      pairs.push({ good: left[row], bad: right[column] });
      row += 1;
      column += 1;
    } else if (here === at(best, row, column + 1)) {
      pairs.push({ good: undefined, bad: right[column] });
      column += 1;
    } else {
      pairs.push({ good: left[row], bad: undefined });
      row += 1;
    }
  }
  return [
    ...pairs,
    ...left.slice(row).map((step) => ({ good: step, bad: undefined })),
    ...right.slice(column).map((step) => ({ good: undefined, bad: step })),
  ];
}

function livedSteps(run: Run): readonly Step[] {
  return run.steps.filter((step) => !step.isDiscarded).slice(0, MAX_STEPS);
}

/** Best total likeness of what is left from each position on. */
function scoreTable(left: readonly Step[], right: readonly Step[]): readonly number[][] {
  const table = Array.from({ length: left.length + 1 }, () =>
    Array.from({ length: right.length + 1 }, () => 0),
  );
  for (let row = left.length - 1; row >= 0; row -= 1) {
    const line = table[row] ?? [];
    for (let column = right.length - 1; column >= 0; column -= 1) {
      const score = likeness(left[row], right[column]);
      const paired = score > 0 ? at(table, row + 1, column + 1) + score : 0;
      line[column] = Math.max(paired, at(table, row + 1, column), at(table, row, column + 1));
    }
  }
  return table;
}

function at(table: readonly (readonly number[])[], row: number, column: number): number {
  return table[row]?.[column] ?? 0;
}

/** Steps of different blocks are never one; the same page counts as much as the same choice. */
function likeness(good: Step | undefined, bad: Step | undefined): number {
  if (good === undefined || bad === undefined || blockOf(good) !== blockOf(bad)) return 0;
  const isSamePlace = good.order === bad.order && good.retryIndex === bad.retryIndex;
  const isSamePage = pageKey(good.pageUrl) === pageKey(bad.pageUrl);
  const isSameChoice = choiceOf(good) === choiceOf(bad);
  return 2 + (isSamePage ? 4 : 0) + (isSameChoice ? 4 : 0) + (isSamePlace ? 1 : 0);
}

function blockOf({ block }: Step): string {
  return block === undefined ? '' : `${block.label ?? ''}#${block.iteration?.index ?? ''}`;
}

/** Site and path without what names one record: the same page on another day, or on another host of the site. */
export function pageKey(url: string | undefined): string {
  if (url === undefined) return '';
  const { path } = splitUrl(url) ?? { path: url };
  return `${registrableDomain(url) ?? ''}${pathTemplate(path)}`;
}

/** What was to be done. */
export function choiceOf(step: Step): string {
  return chosenActions(step).map(choiceKey).join('; ');
}

export function choiceKey(action: Action): string {
  const target = action.element === undefined ? '' : templateText(describeElement(action.element));
  return `${action.type} ${target} ${valueKey(action)}`.trim();
}

/** What was typed or picked, numbers and addresses aside. */
function valueKey({ text, option, fileUrl }: Action): string {
  const value = text ?? option?.label ?? option?.value ?? fileUrl;
  return value === undefined ? '' : `'${templateText(maskAddresses(value))}'`;
}

/** The planned actions: a `complete` behind others was added by the check that follows them. */
export function chosenActions({ actions }: Step): readonly Action[] {
  const last = actions.at(-1);
  return actions.length > 1 && last?.type === 'complete' ? actions.slice(0, -1) : actions;
}
