import { fieldNames, nameWords } from '../field-words.ts';
import { givenValues, type GivenValue } from '../given-values.ts';
import { goalOf } from '../goal.ts';
import { comparable } from '../page-states.ts';
import type { Action, Run, Step } from '../../run.ts';
import type { SlipRule } from './slip.ts';

/** A value that belongs to another field: the data or the goal give it under another name, and the field's own value too. */
export const swapped: SlipRule = (run, step, action) => {
  const typed = action.text?.trim() ?? '';
  if (action.type !== 'input_text' || typed.length < 2) return undefined;
  return swappedInData(run, step, action, typed) ?? swappedInGoal(run, step, action, typed);
};

function swappedInData(run: Run, step: Step, action: Action, typed: string): ReturnType<SlipRule> {
  const values = givenValues(run, step);
  const names = nameWords(fieldNames(step, action));
  const own = bestFit(values, names);
  if (own === undefined || isAlike(own.value, typed)) return undefined;
  const other = values.find(
    ({ key, value }) => key !== own.key && isAlike(value, typed) && !fits(key, names),
  );
  if (
    other === undefined ||
    values.some(({ key, value }) => fits(key, names) && isAlike(value, typed))
  )
    return undefined;
  const words = `It is the value of '${other.key}', and the field is for '${own.key}'.`;
  return { step, action, typed, meant: own.value, words, confidence: 0.87 };
}

/** The key all of whose words the field has; of several the longest, if it is alone. */
function bestFit(
  values: readonly GivenValue[],
  names: ReadonlySet<string>,
): GivenValue | undefined {
  const fitting = values.filter(({ key }) => fits(key, names));
  const most = Math.max(0, ...fitting.map(({ key }) => nameWords([key]).size));
  const best = fitting.filter(({ key }) => nameWords([key]).size === most);
  return best.length === 1 ? best[0] : undefined;
}

function fits(key: string, names: ReadonlySet<string>): boolean {
  const words = [...nameWords([key])];
  return words.length > 0 && words.every((word) => names.has(word));
}

function isAlike(a: string, b: string): boolean {
  const [x, y] = [comparable(a).replace(/\s/g, ''), comparable(b).replace(/\s/g, '')];
  return x === y || (x.length > 3 && y.length > 3 && (x.includes(y) || y.includes(x)));
}

/** Two fields of one form, each with the value that the goal gives for the other. */
function swappedInGoal(run: Run, step: Step, action: Action, typed: string): ReturnType<SlipRule> {
  const goal = comparable(goalOf(run, step));
  const own = roleWords(step, action);
  for (const other of step.actions) {
    const meant = other.text?.trim() ?? '';
    if (
      other === action ||
      other.type !== 'input_text' ||
      meant.length < 2 ||
      isAlike(meant, typed)
    )
      continue;
    const theirs = roleWords(step, other);
    const isCrossed =
      (introduces(goal, typed, theirs, own) && introduces(goal, meant, own, theirs)) ||
      isTurnedName(goal, { first: [own, typed], last: [theirs, meant] }) ||
      isTurnedName(goal, { first: [theirs, meant], last: [own, typed] });
    if (!isCrossed) continue;
    const words = `The task gives '${typed.slice(0, 40)}' for the other field, and '${meant.slice(0, 40)}' for this one.`;
    return { step, action, typed, meant, words, confidence: 0.85 };
  }
  return undefined;
}

const ROLES: readonly (readonly [string, RegExp])[] = [
  [
    '#from',
    /^(?:from|origin|departure|depart|sender|source|von|ab|start|abfahrt|absender|départ|depuis|expéditeur|desde|origen|salida|da|partenza|mittente|van|vertrek|afzender|fra|från)$/,
  ],
  [
    '#to',
    /^(?:to|destination|arrival|recipient|target|nach|ziel|ankunft|empfänger|arrivée|vers|à|destinataire|hasta|destino|llegada|arrivo|destinazione|destinatario|naar|aankomst|ontvanger|til|till)$/,
  ],
  [
    '#first',
    /^(?:first|given|forename|vorname|rufname|prénom|prenom|nombre|voornaam|förnamn|etunimi|imię|fornavn|firstname|fname)$/,
  ],
  [
    '#last',
    /^(?:last|surname|family|nachname|familienname|zuname|apellidos?|cognome|sobrenome|apelido|achternaam|efternamn|sukunimi|nazwisko|efternavn|etternavn|lastname|lname)$/,
  ],
];

function roleOf(word: string): string {
  return ROLES.find(([, pattern]) => pattern.test(word))?.[0] ?? word;
}

function roleWords(step: Step, action: Action): ReadonlySet<string> {
  return new Set([...nameWords(fieldNames(step, action))].map(roleOf));
}

const FILLERS =
  /^(?:is|are|the|a|an|my|as|for|of|with|and|ist|der|die|das|est|le|la|es|el|è|il|=|:)$/;

/** Whether the words right before a value in the goal name one field and not the other. */
function introduces(
  goal: string,
  value: string,
  named: ReadonlySet<string>,
  unnamed: ReadonlySet<string>,
): boolean {
  const at = goal.indexOf(comparable(value));
  if (at < 0) return false;
  const before = (goal.slice(Math.max(0, at - 40), at).match(/[\p{L}\p{N}]+/gu) ?? [])
    .filter((word) => !FILLERS.test(word))
    .slice(-2)
    .map(roleOf);
  const distinct = before.filter((word) => named.has(word) !== unnamed.has(word));
  return distinct.length > 0 && distinct.every((word) => named.has(word));
}

type NamePart = readonly [ReadonlySet<string>, string];

/** `Anna Berg` with Berg as first name and Anna as last. */
function isTurnedName(
  goal: string,
  { first, last }: { readonly first: NamePart; readonly last: NamePart },
): boolean {
  if (!first[0].has('#first') || !last[0].has('#last')) return false;
  return goal.includes(`${comparable(last[1])} ${comparable(first[1])}`);
}
