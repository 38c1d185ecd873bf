import { asText } from '../../support/unknown.ts';

/** How pages mark a text as a message to the reader: role, live region, or a class or id that says so. */
const MESSAGE_CLASS =
  /(?:^|[\s_-])(?:err(?:or)?s?|invalid|alert|danger|warn(?:ing)?|toast|flash|notice|notification|message|msg|feedback|help-block|snackbar|banner|fail(?:ed|ure)?)(?:$|[\s_-])/i;
const MESSAGE_ROLES: ReadonlySet<string> = new Set(['alert', 'alertdialog', 'status', 'log']);

export function hasMessageMarker(attributes: Readonly<Record<string, unknown>>): boolean {
  const live = attributes['aria-live'];
  if (
    MESSAGE_ROLES.has(asText(attributes['role']) ?? '') ||
    live === 'assertive' ||
    live === 'polite'
  )
    return true;
  return MESSAGE_CLASS.test(
    `${(asText(attributes['class']) ?? '').slice(0, 500)} ${(asText(attributes['id']) ?? '').slice(0, 100)}`,
  );
}
