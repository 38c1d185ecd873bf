import { asText } from '../../support/unknown.ts';

/** How pages mark a text as a message to the reader: role, live region, or a class or id that says so. */
const MESSAGE_CLASS =
  /(?:^|[\s_-])(?:err(?:or\w{0,20})?s?|invalid|alert\w{0,10}|danger|warn(?:ing)?|toast\w{0,10}|flash|notice|notification|message|msg|feedback|help-(?:block|inline)|snackbar|banner|fail(?:ed|ure)?|validation\w{0,10}|explain|fehler\w{0,10}|hinweis|meldung|erreur\w{0,3}|errore|aviso|mensaje|mensagem|virhe|fel|fejl|feil|b[lł][aą]d|melding)(?:$|[\s_-])|[a-z](?:Error|Alert|Message|Warning)(?:$|[A-Z\s_-])/;
/** Those of them that mean that something is wrong. */
const ERROR_CLASS =
  /(?:^|[\s_-])(?:err(?:or\w{0,20})?s?|invalid|danger|fail(?:ed|ure)?|fehler\w{0,10}|erreur\w{0,3}|errore|virhe|fejl|feil|b[lł][aą]d)(?:$|[\s_-])|[a-z]Error(?:$|[A-Z\s_-])/;
const MESSAGE_ROLES: ReadonlySet<string> = new Set(['alert', 'alertdialog', 'status', 'log']);

export function hasMessageMarker(attributes: Readonly<Record<string, unknown>>): boolean {
  const live = attributes['aria-live'];
  if (
    MESSAGE_ROLES.has(asText(attributes['role']) ?? '') ||
    live === 'assertive' ||
    live === 'polite'
  )
    return true;
  const names = namesOf(attributes);
  return MESSAGE_CLASS.test(names) || MESSAGE_CLASS.test(names.toLowerCase());
}

/** Marked as a complaint: an alert role or a class of errors. */
export function hasErrorMarker(attributes: Readonly<Record<string, unknown>>): boolean {
  const names = namesOf(attributes);
  return (
    attributes['role'] === 'alert' ||
    attributes['aria-live'] === 'assertive' ||
    ERROR_CLASS.test(names) ||
    ERROR_CLASS.test(names.toLowerCase())
  );
}

function namesOf(attributes: Readonly<Record<string, unknown>>): string {
  return `${(asText(attributes['class']) ?? '').slice(0, 500)} ${(asText(attributes['id']) ?? '').slice(0, 100)}`;
}
