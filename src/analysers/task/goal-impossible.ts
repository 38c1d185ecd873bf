import type { Evidence } from '../../run/evidence.ts';
import { citeJson } from '../../run/evidence.ts';
import { goalEntities, goalOf } from '../../run/facts/goal.ts';
import { speaksOf } from '../../run/facts/lexicon.ts';
import {
  comparable,
  pageStates,
  type PageState,
  type PageText,
} from '../../run/facts/page-states.ts';
import type { Action, Run, Step } from '../../run/run.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';

/**
 * The page says in plain words that what the goal asks for cannot be had: sold out, fully booked, discontinued, closed. Counts only when it
 * stands on the page the agent gave up on. A single sold-out line among others is no proof: the statement must be about all of it, stand in
 * a message, or name what the goal names.
 */
export const goalImpossible = defineAnalyser({
  id: 'task.goal_impossible',
  needs: ['steps'],
  findings: {
    'task.goal_impossible': {
      meaning: 'The page itself says that what the task asks for is not possible.',
      owner: 'task',
      retry: 'after-change',
      fixes: [
        'Ask for something else, or try again when it is available.',
        'Tell the task what to do in this case: a terminate criterion with an error code of its own.',
      ],
    },
  },
  run: (run) => {
    const finding = findStatement(run);
    return finding === undefined ? [] : [finding];
  },
});

const ABOUT_ALL =
  /\b(?:all|every|each|no|none|any|entire|whole|alle|kein\w*|tous|toutes|aucun\w*|tod[oa]s|ningun\w*|tutt[ei]|nessun\w*|geen|inga|kaikki)\b/i;
/** A statement, not an article. */
const MAX_CHARS = 240;

function findStatement(run: Run): Finding<'task.goal_impossible'> | undefined {
  if (run.outcome.status === 'completed') return undefined;
  const given = giveUp(run);
  if (given === undefined) return undefined;
  const state = pageStates(run).findLast((candidate) => candidate.step === given.step);
  const statements = state === undefined ? [] : statementsOf(run, state);
  const [first] = statements;
  return state === undefined || first === undefined
    ? undefined
    : toFinding(given, state, first, statements);
}

interface GivingUp {
  readonly step: Step;
  readonly action: Action;
}

function giveUp(run: Run): GivingUp | undefined {
  for (const step of run.steps.toReversed()) {
    const action = step.actions.findLast(({ type }) => type === 'terminate');
    if (action !== undefined) return { step, action };
  }
  return undefined;
}

function statementsOf(run: Run, state: PageState): readonly PageText[] {
  const entities = goalEntities(goalOf(run, state.step)).map(comparable);
  const candidates = state.texts.filter(
    (text) => text.text.length <= MAX_CHARS && speaksOf(text.text, 'unavailable'),
  );
  return candidates
    .map((text) => ({ text, weight: weightOf(text, entities) }))
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ text }) => text);
}

function weightOf(text: PageText, entities: readonly string[]): number {
  const isNamed = entities.some((entity) => entity.length > 2 && text.key.includes(entity));
  return (
    (ABOUT_ALL.test(text.text) ? 2 : 0) +
    (isNamed ? 2 : 0) +
    (text.isMessage ? 1 : 0) +
    (text.isHeading ? 1 : 0)
  );
}

function toFinding(
  { step, action }: GivingUp,
  state: PageState,
  first: PageText,
  statements: readonly PageText[],
): Finding<'task.goal_impossible'> {
  return {
    code: 'task.goal_impossible',
    title: `The page says that it cannot be done: "${first.text.trim().slice(0, 160)}".`,
    explanation: `The statement stands on the page on which the agent gave up in step ${step.order}; the page offers no other way to what the goal asks for.`,
    bearing: {
      tier: 'observed',
      confidence: statements.length > 1 ? 0.82 : 0.76,
      persistence: 'persistent',
    },
    step,
    atMs: state.snapshot?.capturedAtMs ?? step.modifiedAtMs,
    locus: 'unavailable',
    evidence: [
      first.cite('the page says that it is not available'),
      ...statements.slice(1, 3).map((text) => text.cite('another statement of the same kind')),
      ...citeTerminate(action),
    ],
  };
}

function citeTerminate(action: Action): readonly Evidence[] {
  const place = { source: action.place.source, pointer: `${action.place.pointer}/action_type` };
  return [citeJson(place, action.type, 'the agent gave up here', action.finishedAtMs)];
}
