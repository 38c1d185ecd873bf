import { describeElement } from '../../run/describe-action.ts';
import { citeExchange, citeJson, citeSegment, type Evidence } from '../../run/evidence.ts';
import { contentWords } from '../../run/facts/content-words.ts';
import { goalEntities, goalOf } from '../../run/facts/goal.ts';
import { givenValues } from '../../run/facts/given-values.ts';
import { comparable } from '../../run/facts/page-states.ts';
import { plannedActions, plannedPlace } from '../../run/facts/planned-actions.ts';
import { realSteps } from '../../run/facts/progress.ts';
import { rowControls, type RowControl } from '../../run/facts/rows.ts';
import { exchangesOf } from '../../run/facts/submit.ts';
import type { Action, Run, Step } from '../../run/run.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';
import { SHARED_CAUSES } from '../shared-causes.ts';

/**
 * The same button stands in several rows or cards, and the one that was clicked belongs to another thing than the goal names. What the goal names must tell one row from all
 * others, and the clicked row must have less of it. Goals about all rows, and runs that also clicked the right one, are left alone.
 */
export const wrongRow = defineAnalyser({
  id: 'agent.wrong_row',
  needs: ['steps'],
  findings: {
    'agent.wrong_element': SHARED_CAUSES['agent.wrong_element'],
  },
  run: (run) => {
    if (run.outcome.status === 'completed') return [];
    const wrong = realSteps(run).flatMap((step) =>
      step.actions.flatMap((action) => wrongRowOf(run, step, action) ?? []),
    );
    const first = wrong.find((candidate) => !isMadeGood(run, candidate)) ?? wrong[0];
    return first === undefined ? [] : [rowFinding(run, first)];
  },
});

interface WrongRow {
  readonly step: Step;
  readonly action: Action;
  readonly clicked: RowControl;
  readonly meant: RowControl;
  /** What tells the right row from the others. */
  readonly mark: string;
  readonly isNamed: boolean;
}

const MANY =
  /\b(?:all|every|each|both|except|other than|any|one of|random|alle[nrs]?|jede[nrs]?|beide|außer|tous|toutes|chaque|sauf|tod[oa]s|cada|excepto|tutt[ei]|ogni|tranne|elke|behalve|alla|varje)\b/i;
const CLICKS: ReadonlySet<string> = new Set(['click', 'checkbox']);

function wrongRowOf(run: Run, step: Step, action: Action): WrongRow | undefined {
  const goal = goalOf(run, step);
  if (!CLICKS.has(action.type)) return undefined;
  if (MANY.test(goal) || action.results.at(-1)?.isSuccess === false) return undefined;
  const [clicked, ...others] = controlsLike(step, action);
  if (clicked === undefined) return undefined;
  const names = [
    ...goalEntities(goal).map(comparable),
    ...givenValues(run, step).map(({ value }) => comparable(value)),
  ].filter((name) => name.length >= 2);
  const byName = better(clicked, others, names, holdsName);
  const byWord = byName ?? better(clicked, others, [...contentWords(goal)], holdsWord);
  return byWord === undefined
    ? undefined
    : { step, action, clicked, ...byWord, isNamed: byName !== undefined };
}

function controlsLike({ scrape }: Step, { elementId }: Action): readonly RowControl[] {
  const page = scrape?.page?.();
  return page === undefined || scrape?.html === undefined || elementId === undefined
    ? []
    : rowControls(page, scrape.html.text, elementId);
}

/** A row that has everything of the goal that the clicked one has, and something that no other row has. */
function better(
  clicked: RowControl,
  others: readonly RowControl[],
  marks: readonly string[],
  holds: (row: RowControl, mark: string) => boolean,
): { readonly meant: RowControl; readonly mark: string } | undefined {
  const own = marks.filter((mark) => holds(clicked, mark));
  for (const meant of others) {
    if (!own.every((mark) => holds(meant, mark))) continue;
    const mark = marks.find(
      (candidate) =>
        holds(meant, candidate) &&
        !holds(clicked, candidate) &&
        others.every(
          (other) =>
            other === meant ||
            !holds(other, candidate) ||
            !own.every((known) => holds(other, known)),
        ),
    );
    if (mark !== undefined) return { meant, mark };
  }
  return undefined;
}

function holdsName({ text }: RowControl, name: string): boolean {
  const at = text.indexOf(name);
  if (at < 0) return false;
  const isPart = (char: string | undefined): boolean => /[\p{L}\p{N}]/u.test(char ?? '');
  return !isPart(text[at - 1]) && !isPart(text[at + name.length]);
}

function holdsWord({ text }: RowControl, word: string): boolean {
  return contentWords(text).has(word);
}

/** The right one was clicked as well. */
function isMadeGood(run: Run, { step, action, meant }: WrongRow): boolean {
  const wanted = comparable(meant.label);
  return realSteps(run)
    .filter((other) => other.taskId === step.taskId)
    .some((other) =>
      other.actions.some((candidate) => {
        if (candidate === action) return false;
        const [row] = controlsLike(other, candidate);
        return row !== undefined && comparable(row.label) === wanted && row.text === meant.text;
      }),
    );
}

function rowFinding(run: Run, wrong: WrongRow): Finding<'agent.wrong_element'> {
  const { step, action, clicked, meant, mark, isNamed } = wrong;
  const target = action.element === undefined ? clicked.label : describeElement(action.element);
  return {
    code: 'agent.wrong_element',
    title: `Step ${step.order} clicked the ${target} of "${rowName(clicked)}"; the task is about '${mark}', which stands at "${rowName(meant)}".`,
    explanation:
      'The same control stands in several rows of the page, and the one of another row was chosen. What the site does after that is right for the wrong thing.',
    bearing: {
      tier: 'observed',
      confidence: isNamed ? 0.84 : 0.6,
      persistence: isMadeGood(run, wrong) ? 'recovered' : 'persistent',
    },
    step,
    atMs: action.startedAtMs,
    locus: `wrong row ${action.type}`,
    evidence: rowEvidence(run, wrong),
  };
}

function rowName({ segments, label }: RowControl): string {
  const words = segments
    .map(({ text }) => text)
    .filter((text) => text !== label)
    .join(' ');
  return (words === '' ? label : words).slice(0, 70);
}

function rowEvidence(
  run: Run,
  { step, action, clicked, meant }: WrongRow,
): readonly [Evidence, ...Evidence[]] {
  const planned = plannedActions(step).find((candidate) => candidate.action === action);
  const html = step.scrape?.html;
  const rows =
    html === undefined
      ? []
      : [
          ...clicked.segments
            .slice(0, 2)
            .map((segment) => citeSegment(html, segment, 'the row of what was clicked')),
          ...meant.segments
            .slice(0, 2)
            .map((segment) => citeSegment(html, segment, 'the row that the task is about')),
        ];
  return [
    citeClick(action, clicked),
    ...(planned?.elementId === undefined
      ? []
      : [citeJson(plannedPlace(planned, 'id'), planned.elementId, 'what the model chose')]),
    ...rows,
    ...exchangesOf(run, step, action)
      .filter(({ status }) => status >= 200 && status < 400)
      .slice(0, 1)
      .map((exchange) => citeExchange(exchange, 'what the click led to')),
  ];
}

function citeClick({ place, element, elementId, startedAtMs }: Action, row: RowControl): Evidence {
  const text = element?.text;
  return text !== undefined && text !== ''
    ? citeJson(
        { source: place.source, pointer: `${place.pointer}/skyvern_element_data/text` },
        text,
        'what was clicked',
        startedAtMs,
      )
    : citeJson(
        { source: place.source, pointer: `${place.pointer}/element_id` },
        elementId ?? row.label,
        'what was clicked',
        startedAtMs,
      );
}
