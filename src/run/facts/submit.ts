import { asText } from '../../support/unknown.ts';
import { elementName } from '../describe-action.ts';
import type { Action, Exchange, Run, Step } from '../run.ts';

const SUBMIT_WORDS =
  /\b(?:submit|send|save|apply|confirm|place|order|book|buy|pay|register|sign ?up|sign ?in|log ?in|continue|next|finish|complete|approve|accept|request|search|find|check|reserve|update|create|add|delete|remove|cancel|upload|publish|transfer|renew|export|download|switch|report|track|show|get|absenden|senden|speichern|bestellen|buchen|bezahlen|weiter|anmelden|bestätigen|suchen|löschen|envoyer|enregistrer|valider|commander|payer|continuer|connexion|rechercher|enviar|guardar|confirmar|pagar|continuar|buscar|entrar|invia|salva|conferma|paga|continua|accedi|cerca|verzenden|opslaan|bevestigen|betalen|verder|inloggen|zoeken|lähetä|tallenna|vahvista|skicka|spara|bekräfta|wyślij|zapisz|potwierdź|gem|lagre|odeslat|uložit)\b/iu;

/** A click or key press that is meant to hand something in. */
export function isSubmit(action: Action): boolean {
  if (action.type === 'keypress') return true;
  if (action.type !== 'click' || action.element === undefined) return false;
  const { tagName, attributes } = action.element;
  if (asText(attributes?.['type']) === 'submit') return true;
  return (
    (tagName === 'button' ||
      asText(attributes?.['role']) === 'button' ||
      tagName === 'input' ||
      tagName === 'a') &&
    SUBMIT_WORDS.test(elementName(action.element) ?? '')
  );
}

/** Time in which requests of an action start: a little before it is logged, until the next action begins. */
export function actionWindow(
  step: Step,
  action: Action,
): { readonly startMs: number; readonly endMs: number } | undefined {
  const start = action.startedAtMs;
  if (start === undefined) return undefined;
  const next = step.actions.find(
    (other) => other !== action && (other.startedAtMs ?? 0) > start,
  )?.startedAtMs;
  return {
    startMs: start - 200,
    endMs: next ?? Math.max(step.window?.endMs ?? 0, action.finishedAtMs ?? start),
  };
}

export function exchangesOf(run: Run, step: Step, action: Action): readonly Exchange[] {
  const window = actionWindow(step, action);
  if (window === undefined) return [];
  return (run.network?.exchanges ?? []).filter(
    ({ startedAtMs }) =>
      startedAtMs !== undefined && startedAtMs >= window.startMs && startedAtMs < window.endMs,
  );
}

const WRITES: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Requests that hand something in. */
export function isWrite(exchange: Exchange): boolean {
  return WRITES.has(exchange.method);
}
