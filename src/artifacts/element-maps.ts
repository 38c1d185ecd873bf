/** The small maps beside an element tree: `{element id: …}` and `hashed_href_map`. */
import { asObject } from '../support/unknown.ts';
import type { Reading } from './read-problem.ts';

export function readStringMap(value: unknown): Reading<ReadonlyMap<string, string>> {
  const rows = asObject(value);
  if (rows === undefined)
    return { problems: [{ code: 'wrong-shape', message: 'a map is a JSON object' }] };
  const entries = Object.entries(rows).flatMap(([key, text]) =>
    typeof text === 'string' ? [[key, text] as const] : [],
  );
  return { value: new Map(entries), problems: [] };
}
