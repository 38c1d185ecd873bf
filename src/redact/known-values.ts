import { encodingsOf } from './encodings.ts';
import { createMultiSearch, type Occurrence } from './multi-search.ts';
import type { Secret, SecretSpan } from './secret.ts';

/** Beyond this the encodings of more values would cost more memory than a report is worth; plain forms go on. */
const MAX_NEEDLE_UNITS = 3_000_000;
const MAX_NEEDLE = 20_000;
const MAX_ENCODED = 4_096;

/** Finds every encoding of the given secrets in a text. */
export function createKnownValueSearch(
  secrets: Iterable<Secret>,
): (text: string) => readonly SecretSpan[] {
  const owners = new Map<string, Secret>();
  let units = 0;
  for (const secret of secrets) {
    const isShort = secret.value.length <= MAX_ENCODED && units < MAX_NEEDLE_UNITS;
    const forms = isShort ? encodingsOf(secret.value) : [secret.value];
    for (const form of forms) {
      if (owners.has(form) || form.length < 4 || form.length > MAX_NEEDLE) continue;
      owners.set(form, secret);
      units += form.length;
    }
  }
  const needles = [...owners.keys()];
  const search = createMultiSearch(needles);
  return (text) =>
    search(text).flatMap((occurrence) => {
      const secret = owners.get(needles[occurrence.needle] ?? '');
      if (secret === undefined || !standsAlone(text, occurrence, secret.value)) return [];
      const { start, end } = occurrence;
      return [{ start, end, label: secret.label, rule: 'known-value', value: secret.value }];
    });
}

/** A number is only known where it is a number of its own: not inside an id, nor the fraction of a time. */
function standsAlone(text: string, { start, end }: Occurrence, value: string): boolean {
  if (!/^\d{1,12}$/.test(value) || text.slice(start, end) !== value) return true;
  return (
    !/\d$|\d[.:_-]$|[A-Za-z]_$/.test(withoutEscape(text.slice(Math.max(0, start - 6), start))) &&
    !/^\d|^[.:_-]\d/.test(text.slice(end, end + 2))
  );
}

/** `%3D` or `\u003d` before a number is a sign, not digits. */
const withoutEscape = (before: string): string =>
  before.replace(/(?:%(?:25)?[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4})$/, '=');
