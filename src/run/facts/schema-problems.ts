import { childPointer } from '../../support/json-pointer.ts';
import { asArray, asObject, asText } from '../../support/unknown.ts';

export interface SchemaProblem {
  /** In words: `spend` or `suppliers[2]`. */
  readonly where: string;
  readonly what: string;
  readonly pointer: string;
  readonly value: unknown;
}

interface Visit {
  readonly value: unknown;
  readonly schema: unknown;
  readonly pointer: string;
  readonly where: string;
}

const MAX_PROBLEMS = 20;
const MAX_VISITS = 20_000;

/**
 * The parts of JSON Schema that tell right from wrong in extracted data: type, enum, required, properties, items. Null is always let through: models write it
 * for "not on the page", and so do the schemas' authors. Iterative, since schema and data are hostile.
 */
export function schemaProblems(value: unknown, schema: unknown): readonly SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  const stack: Visit[] = [{ value, schema, pointer: '', where: 'the output' }];
  let visits = 0;
  for (
    let visit = stack.pop();
    visit !== undefined && problems.length < MAX_PROBLEMS;
    visit = stack.pop()
  ) {
    visits += 1;
    if (visits > MAX_VISITS) break;
    const problem = problemAt(visit);
    if (problem === undefined) stack.push(...children(visit).toReversed());
    else problems.push(problem);
  }
  return problems;
}

function problemAt({ value, schema, pointer, where }: Visit): SchemaProblem | undefined {
  const rules = asObject(schema);
  if (rules === undefined || value === null || value === undefined) return undefined;
  const types = typesOf(rules['type']);
  if (types.length > 0 && !types.some((type) => isOfType(value, type)))
    return {
      where,
      what: `is ${articled(kindOf(value))} instead of ${types.map(articled).join(' or ')}`,
      pointer,
      value,
    };
  const allowed = asArray(rules['enum']);
  if (allowed !== undefined && !allowed.includes(value))
    return { where, what: 'is none of the allowed values', pointer, value };
  const missing = (asArray(rules['required']) ?? []).find(
    (key) =>
      typeof key === 'string' &&
      asObject(value) !== undefined &&
      !Object.hasOwn(asObject(value) ?? {}, key),
  );
  return typeof missing === 'string'
    ? { where, what: `lacks the required '${missing}'`, pointer, value }
    : undefined;
}

function children({ value, schema, pointer, where }: Visit): readonly Visit[] {
  const rules = asObject(schema);
  const list = asArray(value);
  if (list !== undefined)
    return list.slice(0, 2_000).map((item, index) => ({
      value: item,
      schema: rules?.['items'],
      pointer: childPointer(pointer, index),
      where: `${where === 'the output' ? 'item' : where}[${index}]`,
    }));
  const fields = asObject(value);
  const properties = asObject(rules?.['properties']);
  if (fields === undefined || properties === undefined) return [];
  return Object.entries(fields).flatMap(([key, item]) =>
    Object.hasOwn(properties, key)
      ? {
          value: item,
          schema: properties[key],
          pointer: childPointer(pointer, key),
          where: where === 'the output' ? `'${key}'` : `${where}.${key}`,
        }
      : [],
  );
}

function typesOf(type: unknown): readonly string[] {
  return (asArray(type) ?? [type]).flatMap((name) => asText(name) ?? []);
}

function isOfType(value: unknown, type: string): boolean {
  const kind = kindOf(value);
  if (type === 'integer') return typeof value === 'number' && Number.isInteger(value);
  return kind === type || !KNOWN_TYPES.has(type);
}

const KNOWN_TYPES = new Set(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null']);

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function articled(kind: string): string {
  if (kind === 'null') return kind;
  return /^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}
