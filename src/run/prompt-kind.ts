import { asArray, asText, at, isObject } from '../support/unknown.ts';
import type { PromptKind } from './run.ts';

/** The prompt's name is stored nowhere; the keys of the parsed answer tell it. */
export function promptKind(parsed: unknown): PromptKind {
  if (!isObject(parsed)) return parsed === undefined ? 'unanswered' : 'other';
  return RULES.find((rule) => rule.fits(parsed))?.kind ?? 'extract-information';
}

type Keys = Readonly<Record<string, unknown>>;

const RULES: readonly { readonly kind: PromptKind; readonly fits: (parsed: Keys) => boolean }[] = [
  {
    kind: 'validate',
    fits: (parsed) =>
      has(parsed, 'actions', 'page_info') &&
      ['complete', 'terminate'].includes(firstActionType(parsed)),
  },
  { kind: 'single-action', fits: (parsed) => has(parsed, 'actions', 'page_info', 'thoughts') },
  { kind: 'extract-actions', fits: (parsed) => asArray(parsed['actions']) !== undefined },
  { kind: 'max-steps-summary', fits: (parsed) => has(parsed, 'failure_categories', 'reasoning') },
  { kind: 'check-goal-termination', fits: (parsed) => has(parsed, 'status', 'thoughts') },
  { kind: 'check-goal', fits: (parsed) => has(parsed, 'user_goal_achieved') },
  { kind: 'user-errors', fits: (parsed) => has(parsed, 'reasoning', 'errors') },
  {
    kind: 'input-context',
    fits: (parsed) => has(parsed, 'field', 'is_required') || has(parsed, 'is_search_bar'),
  },
  {
    kind: 'auto-completion',
    fits: (parsed) =>
      has(parsed, 'auto_completion_attempt') ||
      has(parsed, 'potential_values') ||
      has(parsed, 'tweaked_value') ||
      has(parsed, 'relevance_float'),
  },
  {
    kind: 'custom-select',
    fits: (parsed) =>
      has(parsed, 'action_type', 'id') ||
      has(parsed, 'is_opened_dropdown_menu') ||
      has(parsed, 'is_mini_goal_finished') ||
      (has(parsed, 'index', 'value') && Object.keys(parsed).length <= 4),
  },
  {
    kind: 'shape',
    fits: (parsed) =>
      has(parsed, 'shape', 'recognized') || has(parsed, 'confidence_float', 'shape'),
  },
  {
    kind: 'other',
    fits: (parsed) =>
      has(parsed, 'inferred_actions') ||
      has(parsed, 'is_current_format_correct') ||
      has(parsed, 'question_or_decision') ||
      has(parsed, 'should_terminate') ||
      has(parsed, 'mini_goal'),
  },
  { kind: 'summary', fits: (parsed) => has(parsed, 'summary') && Object.keys(parsed).length === 1 },
];

function has(parsed: Keys, ...keys: readonly string[]): boolean {
  return keys.every((key) => Object.hasOwn(parsed, key));
}

function firstActionType(parsed: Keys): string {
  return (asText(at(parsed, 'actions', 0, 'action_type')) ?? '').toLowerCase();
}
