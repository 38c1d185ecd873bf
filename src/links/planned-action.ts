import type { Action, LlmCall, Step } from '../run/run.ts';
import { asString, at } from '../support/unknown.ts';
import type { PlannedAction, UseRole } from './link-report.ts';

type Path = readonly (string | number)[];

const TYPING_ACTIONS: ReadonlySet<string> = new Set(['input_text', 'paste_text', 'select_option']);
const TYPED_FIELDS: ReadonlySet<string> = new Set(['text', 'option', 'value']);
const FILE_FIELDS: ReadonlySet<string> = new Set(['file_url', 'download_url']);
/** Answers that put a value into a field although they plan no action. */
const FIELD_ANSWERS: ReadonlySet<string> = new Set(['auto-completion', 'custom-select']);
const DATA_ANSWERS: ReadonlySet<string> = new Set(['extract-information', 'unanswered']);

/** The element of `actions` that a place lies in. */
export function findPlannedAction(answer: unknown, path: Path): PlannedAction | undefined {
  const [list, index] = path;
  if (list !== 'actions' || typeof index !== 'number') return undefined;
  const written = at(answer, 'actions', index);
  return {
    index,
    type: asString(at(written, 'action_type'))?.toLowerCase() ?? '',
    elementId: asString(at(written, 'id')),
  };
}

/** What the model wanted with a text at this place of its answer. */
export function readRole(call: LlmCall, planned: PlannedAction | undefined, path: Path): UseRole {
  // Data of a user's schema may be a bare list or text; Skyvern's own prompts answer with objects.
  const isBareData = call.kind === 'other' && typeof path[0] !== 'string';
  const field = String(path[planned === undefined ? path.length - 1 : 2] ?? '');
  if (planned !== undefined) return roleInAction(planned, field);
  if (FIELD_ANSWERS.has(call.kind)) return TYPED_FIELDS.has(field) ? 'type' : 'mention';
  return isBareData || DATA_ANSWERS.has(call.kind) ? 'extract' : 'mention';
}

function roleInAction(planned: PlannedAction, field: string): UseRole {
  if (field === 'url') return 'navigate';
  if (FILE_FIELDS.has(field)) return 'file';
  return TYPING_ACTIONS.has(planned.type) && TYPED_FIELDS.has(field) ? 'type' : 'mention';
}

/** The executed action of a planned one: `action_order` is the index in the model's list; failing that, the only one on the element. */
export function pairAction(
  step: Step | undefined,
  planned: PlannedAction | undefined,
): Action | undefined {
  if (step === undefined || planned === undefined) return undefined;
  const atIndex = step.actions.find((action) => action.order === planned.index);
  if (atIndex !== undefined && isOf(atIndex, planned)) return atIndex;
  const alike = step.actions.filter((action) => isOnSameElement(action, planned));
  return alike.length === 1 ? alike[0] : undefined;
}

/** Skyvern turns an action that it cannot use into a `null_action`. */
function isOf(action: Action, planned: PlannedAction): boolean {
  return action.type === 'null_action' || action.type === planned.type || planned.type === '';
}

function isOnSameElement(action: Action, planned: PlannedAction): boolean {
  return (
    planned.elementId !== undefined &&
    action.elementId === planned.elementId &&
    action.type === planned.type
  );
}
