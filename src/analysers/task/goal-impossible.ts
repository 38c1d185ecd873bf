import type { Evidence } from '../../run/evidence.ts';
import { citeJson } from '../../run/evidence.ts';
import { isAddition } from '../../run/facts/addition.ts';
import { contentWords } from '../../run/facts/content-words.ts';
import { goalEntities, goalOf } from '../../run/facts/goal.ts';
import { speaksOf } from '../../run/facts/lexicon.ts';
import { isSparse } from '../../run/facts/maintenance.ts';
import { outlivedUse } from '../../run/facts/outlived.ts';
import {
  comparable,
  pageStates,
  type PageState,
  type PageText,
} from '../../run/facts/page-states.ts';
import { realSteps } from '../../run/facts/progress.ts';
import { textLives, type TextLife } from '../../run/facts/text-lives.ts';
import { isToTheVisitor } from '../../run/facts/to-the-visitor.ts';
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
  /\b(?:all|every|each|no(?! longer)|none|any|entire|whole|alle|kein\w*|tous|toutes|aucun\w*|tod[oa]s|ningun\w*|tutt[ei]|nessun\w*|geen|inga|kaikki|brak|reste plus|no quedan|non ci sono)\b/i;
/** A statement, not an article. */
const MAX_CHARS = 240;
const MAX_ENTITIES = 50;
/** About everything and something more: for runs that never said that they gave up. */
const CLEAR_WEIGHT = 3;

function findStatement(run: Run): Finding<'task.goal_impossible'> | undefined {
  if (run.outcome.status === 'completed') return undefined;
  const end = givingUp(run) ?? lastStep(run);
  if (end === undefined) return undefined;
  const state = pageStates(run).findLast((candidate) => candidate.step === end.step);
  const needed = end.action === undefined ? CLEAR_WEIGHT : 1;
  const statements =
    state === undefined
      ? []
      : statementsOf(run, state, { needed, reasoning: end.action?.reasoning ?? '' });
  const [first] = statements;
  return state === undefined || first === undefined
    ? undefined
    : toFinding(end, state, first, statements);
}

interface End {
  readonly step: Step;
  /** The action that gave up; undefined where the run only ran out. */
  readonly action: Action | undefined;
}

function givingUp(run: Run): End | undefined {
  for (const step of run.steps.toReversed()) {
    const action = step.actions.findLast(({ type }) => type === 'terminate');
    if (action !== undefined) return { step, action };
  }
  return undefined;
}

function lastStep(run: Run): End | undefined {
  const step = realSteps(run).findLast((candidate) => candidate.actions.length > 0);
  return step === undefined ? undefined : { step, action: undefined };
}

interface Demand {
  readonly needed: number;
  /** Why the agent gave up, in its own words. */
  readonly reasoning: string;
}

function statementsOf(
  run: Run,
  state: PageState,
  { needed, reasoning }: Demand,
): readonly PageText[] {
  const why = contentWords(reasoning);
  const entities = telling(state, goalEntities(goalOf(run, state.step)).map(comparable));
  const candidates = state.texts.filter(
    (text) => text.text.length <= MAX_CHARS && speaksOf(text.text, 'unavailable'),
  );
  return candidates
    .map((text) => ({
      text,
      weight:
        weightOf(text, entities) +
        (isQuoted(text, why) ? 1 : 0) +
        weightOfLife(run, state, lifeOf(run, state, text)),
    }))
    .filter(({ weight }) => weight >= needed)
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ text }) => text);
}

function lifeOf(run: Run, state: PageState, { key }: PageText): TextLife | undefined {
  return textLives(run).find(
    ({ text, first }) => text.key === key && first.step.taskId === state.step.taskId,
  );
}

/** A banner says less; a page of few words in place of what was asked for says more. */
function weightOfLife(run: Run, state: PageState, life: TextLife | undefined): number {
  if (life === undefined) return 0;
  const isAllThatCame = !life.isInitial && isSparse(state) && !isAddition(run, life);
  return (isAllThatCame ? 1 : 0) - (outlivedUse(run, life) ? 1 : 0);
}

/** Names that stand in one or two places of the page: a month that every line has tells nothing. */
function telling(state: PageState, entities: readonly string[]): readonly string[] {
  return entities
    .slice(0, MAX_ENTITIES)
    .filter(
      (entity) =>
        entity.length > 2 && state.texts.filter(({ key }) => key.includes(entity)).length <= 2,
    );
}

/** The agent gave up for what this text says. */
function isQuoted({ text }: PageText, why: ReadonlySet<string>): boolean {
  const words = [...contentWords(text)];
  const shared = words.filter((word) => why.has(word)).length;
  return shared >= 2 && shared >= words.length / 4;
}

function weightOf(text: PageText, entities: readonly string[]): number {
  return (
    (ABOUT_ALL.test(text.text) ? 3 : 0) +
    (entities.some((entity) => text.key.includes(entity)) ? 2 : 0) +
    (text.isMessage ? 1 : 0) +
    (isToTheVisitor(text.text) ? 1 : 0) +
    (text.isHeading ? 1 : 0)
  );
}

function toFinding(
  { step, action }: End,
  state: PageState,
  first: PageText,
  statements: readonly PageText[],
): Finding<'task.goal_impossible'> {
  const sure = statements.length > 1 ? 0.82 : 0.76;
  return {
    code: 'task.goal_impossible',
    title: `The page says that it cannot be done: "${first.text.trim().slice(0, 160)}".`,
    explanation: `The statement stands on the page on which the ${action === undefined ? 'run ended' : 'agent gave up'} in step ${step.order}; no other way to what the goal asks for was found there.`,
    bearing: {
      tier: 'observed',
      confidence: action === undefined ? 0.6 : sure,
      persistence: 'persistent',
    },
    step,
    atMs: state.snapshot?.capturedAtMs ?? step.modifiedAtMs,
    locus: 'unavailable',
    evidence: [
      first.cite('the page says that it is not available'),
      ...statements.slice(1, 3).map((text) => text.cite('another statement of the same kind')),
      ...(action === undefined ? [] : citeTerminate(action)),
    ],
  };
}

function citeTerminate(action: Action): readonly Evidence[] {
  const place = { source: action.place.source, pointer: `${action.place.pointer}/action_type` };
  return [citeJson(place, action.type, 'the agent gave up here', action.finishedAtMs)];
}
