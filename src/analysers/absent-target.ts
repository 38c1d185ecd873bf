import { citeJson, citeWhole, type Evidence } from '../run/evidence.ts';
import type { GaveUp } from '../run/facts/gave-up.ts';
import type { TargetSight } from '../run/facts/goal-targets.ts';
import { readablePages, speaksFor } from '../run/facts/grounding.ts';
import { listEntries, sameShape } from '../run/facts/list-entries.ts';
import { comparable, pageStates, type PageText } from '../run/facts/page-states.ts';
import { isSearchField } from '../run/facts/search-field.ts';
import type { Action, Run, Step } from '../run/run.ts';
import type { Finding } from './finding.ts';

type Code = 'page.target_data_absent' | 'page.element_missing';

/**
 * What the goal names is nowhere. Where the page lists entries of the same kind, an entry is missing; else a control or section. What the run itself typed is no label to
 * look for, and names without quotes may be no words of the page at all.
 */
export function absentTarget(
  run: Run,
  end: GaveUp,
  targets: readonly TargetSight[],
): Finding<Code> | undefined {
  const { step } = end;
  const pages = readablePages(run, step.taskId);
  const wanted = targets.filter(
    (target) =>
      !target.isInHtml &&
      !target.isInTree &&
      !wasSeen(run, target.name) &&
      // Dates and numbers come in many forms.
      !(/\d/.test(target.name) && speaksFor(pages, target.name)),
  );
  return dataAbsent(run, step, wanted) ?? missing(run, end, wanted);
}

function dataAbsent(
  run: Run,
  step: Step,
  wanted: readonly TargetSight[],
): Finding<Code> | undefined {
  const entries = listEntries(run, step);
  if (entries.length < 2) return undefined;
  for (const { name } of wanted) {
    const alike = entries.filter((entry) => sameShape(entry.text, name));
    const search = searchFor(run, step, name);
    if (alike.length < 2 && search === undefined) continue;
    const shown = alike.length < 2 ? entries : alike;
    return dataFinding(step, { name, shown, search, confidence: alike.length >= 2 ? 0.78 : 0.7 });
  }
  return undefined;
}

interface AbsentEntry {
  readonly name: string;
  /** What is listed instead. */
  readonly shown: readonly PageText[];
  readonly search: Action | undefined;
  readonly confidence: number;
}

function dataFinding(
  step: Step,
  { name, shown, search, confidence }: AbsentEntry,
): Finding<Code> | undefined {
  const [first] = shown;
  if (first === undefined) return undefined;
  return {
    code: 'page.target_data_absent',
    title: `'${name}' is not among the ${shown.length} entries that step ${step.order} was shown (${shown
      .slice(0, 2)
      .map((entry) => `'${entry.text.slice(0, 40)}'`)
      .join(', ')} …).`,
    explanation: `The page works and lists entries${search === undefined ? ' of the same form' : ' for the search'}; the wanted one is on no page of the run.`,
    bearing: { tier: 'observed', confidence, persistence: 'persistent' },
    step,
    locus: 'entry absent',
    evidence: [
      first.cite('an entry that is there instead'),
      ...shown.slice(1, 3).map((entry) => entry.cite('another entry that is not the wanted one')),
      ...(search === undefined
        ? []
        : [
            citeJson(
              { source: search.place.source, pointer: `${search.place.pointer}/text` },
              search.text ?? '',
              'what was searched for',
              search.startedAtMs,
            ),
          ]),
    ],
  };
}

/** The input that asked for the name. */
function searchFor(run: Run, step: Step, name: string): Action | undefined {
  const key = comparable(name);
  return typedBefore(run, step).find(
    (action) => comparable(action.text ?? '').includes(key) && isSearchField(action.element),
  );
}

function typedBefore(run: Run, step: Step): readonly Action[] {
  return run.steps
    .filter((other) => other.taskId === step.taskId && !other.isDiscarded)
    .flatMap((other) =>
      other.actions.filter((action) => action.text !== undefined || action.option !== undefined),
    );
}

function missing(
  run: Run,
  { step, by }: GaveUp,
  wanted: readonly TargetSight[],
): Finding<Code> | undefined {
  const entered = typedBefore(run, step).map((action) =>
    comparable(`${action.text ?? ''} ${action.option?.label ?? ''} ${action.option?.value ?? ''}`),
  );
  const [first] = wanted
    .filter(({ name }) => entered.every((text) => !text.includes(comparable(name))))
    .toSorted((a, b) => certainty(b) - certainty(a));
  const snapshot = step.snapshots.at(-1);
  if (first === undefined || snapshot === undefined) return undefined;
  return {
    code: 'page.element_missing',
    title: `'${first.name}' is on no page of the run; step ${step.order} looked for it in vain.`,
    explanation:
      'It is neither in the HTML nor in the element tree of the page on which the run gave up. Another wording for the same thing cannot be excluded.',
    bearing: {
      tier: 'observed',
      confidence: certainty(first) - (by === 'cap' ? 0.08 : 0),
      persistence: 'persistent',
    },
    step,
    locus: `missing ${first.name}`,
    evidence: [
      citeWhole(snapshot.document.source, `'${first.name}' is nowhere in this HTML`),
      ...offeredInstead(run, step).slice(0, 3),
    ],
  };
}

/** A quoted label is meant to be read on the page, a name in capitals mostly, a number seldom. */
function certainty({ name, isQuoted }: TargetSight): number {
  if (isQuoted) return 0.68;
  return /\d/.test(name) ? 0.52 : 0.64;
}

function wasSeen(run: Run, name: string): boolean {
  const key = comparable(name);
  return pageStates(run).some((state) => state.texts.some((text) => text.key.includes(key)));
}

/** What came up on the way and is not it. */
function offeredInstead(run: Run, step: Step): readonly Evidence[] {
  const states = pageStates(run).filter((state) => state.step.taskId === step.taskId);
  const [first] = states;
  const last = states.at(-1);
  const known = new Set(first?.texts.map((text) => text.key));
  return (last?.texts ?? [])
    .filter((text) => !known.has(text.key))
    .map((text) => text.cite('what the page offers instead'));
}
