import { childPointer } from '../../support/json-pointer.ts';
import type { JsonDocument } from '../../support/source-ref.ts';
import { asArray, asObject, asText } from '../../support/unknown.ts';
import { citeJson, type Evidence } from '../evidence.ts';

export interface EmptyValues {
  readonly names: readonly [string, ...string[]];
  readonly value: unknown;
}

/** The required keys of an output, if every one of them is null, empty or left out; undefined when any has a value. */
export function emptyRequired(value: unknown, schema: unknown): EmptyValues | undefined {
  const fields = asObject(value);
  const required = (asArray(asObject(schema)?.['required']) ?? []).flatMap(
    (name) => asText(name) ?? [],
  );
  const [first, ...others] = required;
  if (first === undefined || (fields === undefined && value !== null)) return undefined;
  const isEmpty = required.every((name) => isNothing(fields?.[name]));
  const isAllEmpty = Object.values(fields ?? {}).every(isNothing);
  return isEmpty && isAllEmpty ? { names: [first, ...others], value } : undefined;
}

function isNothing(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    (typeof value === 'string' && /^(?:|n\/a|none|null|unknown|-)$/i.test(value.trim()))
  );
}

/** The empty values where they stand, or the whole where they were left out. */
export function citeNulls(
  { source }: JsonDocument,
  { names, value }: EmptyValues,
): readonly [Evidence, ...Evidence[]] {
  const fields = asObject(value) ?? {};
  const [first, ...others] = names
    .filter((name) => Object.hasOwn(fields, name))
    .slice(0, 3)
    .map((name) =>
      citeJson(
        { source, pointer: childPointer('', name) },
        fields[name],
        `'${name}' is required, and empty`,
      ),
    );
  return first === undefined
    ? [citeJson({ source, pointer: '' }, value, 'nothing was read')]
    : [first, ...others];
}
