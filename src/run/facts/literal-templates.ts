/** Placeholders that nobody filled in: they stand in the goal as they are, and the agent types them as they are. */
import { childPointer } from '../../support/json-pointer.ts';
import { asArray, asText, at } from '../../support/unknown.ts';
import { citeExchange, citeJson, citeJsonPart, type Evidence } from '../evidence.ts';
import type { Action, Run, Step } from '../run.ts';
import { realSteps } from './progress.ts';

export interface LiteralTemplate {
  /** With its brackets. */
  readonly token: string;
  /** Double braces and `${…}` are templates for certain; other brackets only look like it. */
  readonly isCertain: boolean;
  /** Where it was typed, chosen or opened; undefined when it stands in the goal only. */
  readonly use:
    { readonly step: Step; readonly action: Action; readonly field: string } | undefined;
}

/** `{{ _<hash> }}` stands for a long link and is Skyvern's own. */
const CERTAIN =
  /\{\{-?\s{0,5}(?!_[0-9a-zA-Z]{6,64}\s{0,5}\}\})[A-Za-z_][^{}\n]{0,100}\}\}|\$\{[A-Za-z_][\w.]{0,60}\}/;
const LOOKALIKE =
  /\{[a-z_]\w{1,40}\}|<[a-z_][\w -]{1,40}>|\[[a-z_][\w -]{1,40}\]|%[A-Za-z_]\w{1,40}%/i;
/** What a missing value becomes when a program turns it into text. */
const LEFTOVER = /^(?:undefined|\[object Object\]|NaN)$/;

/** Literal placeholders, those that were used first; at most one per token. */
export function literalTemplates(run: Run): readonly LiteralTemplate[] {
  const found = new Map<string, LiteralTemplate>();
  const goals = goalTexts(run)
    .map(({ text }) => text)
    .join('\n');
  for (const use of usesOf(run)) {
    const literal = readLiteral(use.text, goals);
    if (literal !== undefined && !found.has(literal.token))
      found.set(literal.token, { ...literal, use: use.place });
  }
  const inGoal = CERTAIN.exec(goals)?.[0];
  if (inGoal !== undefined && !found.has(inGoal))
    found.set(inGoal, { token: inGoal, isCertain: true, use: undefined });
  return [...found.values()];
}

function usesOf(
  run: Run,
): readonly { readonly text: string; readonly place: LiteralTemplate['use'] }[] {
  return realSteps(run).flatMap((step) =>
    step.actions.flatMap((action) =>
      usedTexts(action).map(([field, text]) => ({ text, place: { step, action, field } })),
    ),
  );
}

function usedTexts(action: Action): readonly (readonly [string, string])[] {
  return [
    ['text', action.text ?? ''],
    ['option/label', action.option?.label ?? ''],
    ['file_url', action.fileUrl ?? ''],
  ];
}

function readLiteral(
  text: string,
  goals: string,
): Pick<LiteralTemplate, 'token' | 'isCertain'> | undefined {
  const certain = CERTAIN.exec(text)?.[0] ?? LEFTOVER.exec(text.trim())?.[0];
  if (certain !== undefined) return { token: certain, isCertain: true };
  const similar = LOOKALIKE.exec(text)?.[0];
  return similar !== undefined && similar === text.trim() && goals.includes(similar)
    ? { token: similar, isCertain: false }
    : undefined;
}

interface GoalText {
  readonly text: string;
  readonly cite: (token: string) => Evidence | undefined;
}

/** What the user asked for, as the answers of the API hold it. */
function goalTexts(run: Run): readonly GoalText[] {
  const { document } = run.outcome;
  const places = [
    ...(document === undefined ? [] : GOAL_PATHS.map((path) => ({ document, path }))),
    ...run.tasks.flatMap((task) =>
      task.document === undefined
        ? []
        : GOAL_PATHS.map((path) => ({ document: task.document, path })),
    ),
  ];
  return places.flatMap(({ document: answer, path }) => {
    const text = asText(at(answer?.value, ...path));
    if (text === undefined || answer === undefined) return [];
    const place = { source: answer.source, pointer: `/${path.join('/')}` };
    return {
      text,
      cite: (token: string) => {
        const start = text.indexOf(token);
        return start < 0
          ? undefined
          : citeJsonPart(
              place,
              text,
              { start, end: start + token.length },
              'the goal holds the placeholder itself',
            );
      },
    };
  });
}

const GOAL_PATHS: readonly (readonly [string, string])[] = [
  ['run_request', 'prompt'],
  ['request', 'navigation_goal'],
  ['request', 'data_extraction_goal'],
];

/** Every place that shows the placeholder: the action, the answer of the model, the goal, and a request that carries it. */
export function citeLiteral(run: Run, { token, use }: LiteralTemplate): readonly Evidence[] {
  const goal = goalTexts(run).flatMap(({ cite }) => cite(token) ?? []);
  return [
    ...(use === undefined ? [] : [citeUse(use, token), ...citePlanned(use.step, token)]),
    ...goal.slice(0, 1),
    ...citeRequests(run, token),
  ];
}

function citeUse(use: NonNullable<LiteralTemplate['use']>, token: string): Evidence {
  const { action, field } = use;
  const place = { source: action.place.source, pointer: `${action.place.pointer}/${field}` };
  return citeJson(place, token, 'the placeholder was used as it is', action.finishedAtMs);
}

/** The model planned it so: the page did not change it. */
function citePlanned(step: Step, token: string): readonly Evidence[] {
  for (const { parsed } of step.llmCalls) {
    const actions = asArray(at(parsed?.value, 'actions')) ?? [];
    const index = actions.findIndex((action) => asText(at(action, 'text'))?.includes(token));
    if (parsed === undefined || index < 0) continue;
    const pointer = childPointer(childPointer('/actions', index), 'text');
    return [
      citeJson(
        { source: parsed.source, pointer },
        at(actions[index], 'text'),
        'the model took the placeholder for the value',
      ),
    ];
  }
  return [];
}

function citeRequests(run: Run, token: string): readonly Evidence[] {
  const name = /\w[\w.]*/.exec(token)?.[0];
  if (name === undefined) return [];
  const sent = (run.network?.exchanges ?? []).find(
    ({ url }) => /%7B|%24|%3C|%5B|\{/i.test(url) && url.includes(name),
  );
  return sent === undefined ? [] : [citeExchange(sent, 'the placeholder was sent to the site')];
}
