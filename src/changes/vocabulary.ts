/**
 * Every field value of both trees becomes a small number, a token: equal values, equal tokens.
 * Comparing nodes is then comparing numbers, and counting how often a token occurs tells how much it says about who a node is.
 */
export interface Vocabulary {
  /** How much sharing this token says about two nodes being one; 0 for states that come and go. */
  readonly weights: number[];
  /** Whether the token is an attribute that names its element rather than describing it. */
  readonly naming: boolean[];
  /** Token of a field of the node itself. */
  nodeToken(field: string, value: unknown): number;
  attributeToken(name: string, value: unknown): number;
  /** All texts seen, as tokens. */
  textTokens(): Iterable<number>;
  /** For each attribute name the tokens of its values. */
  attributeTokens(): readonly Iterable<number>[];
}

/** Attributes that name an element or say where it leads: they outlive a change of looks. */
const NAMING = new Set(
  'href src alt title name id for label placeholder action aria-label aria-labelledby data-id data-key data-testid data-test data-ui'.split(
    ' ',
  ),
);

/** Attributes that say in which state an element is: who it is does not depend on them. */
const STATE = new Set(
  'style checked selected disabled value required readonly hidden open invalid tabindex aria-checked aria-selected aria-disabled aria-expanded aria-hidden aria-invalid aria-pressed aria-current aria-busy aria-describedby aria-errormessage aria-required aria-readonly aria-sort aria-activedescendant data-state'.split(
    ' ',
  ),
);

const NODE_FIELD_WEIGHT: Readonly<Record<string, number>> = {
  text: 24,
  beforePseudoText: 4,
  afterPseudoText: 4,
  options: 8,
};

/** Tokens that need no look-up because every tree is full of them. */
export const INTERACTABLE_TOKEN = 0;

export function createVocabulary(): Vocabulary {
  const weights: number[] = [1];
  const naming: boolean[] = [false];
  const nodeFields = new Map<string, Map<unknown, number>>();
  const attributes = new Map<string, Map<unknown, number>>();
  const learn = (
    values: Map<unknown, number>,
    value: unknown,
    limit: number,
    isNaming: boolean,
  ): number => {
    const token = weights.length;
    values.set(value, token);
    weights.push(capped(value, limit));
    naming.push(isNaming);
    return token;
  };
  return {
    weights,
    naming,
    nodeToken: (field, value) => {
      const values = valuesOf(nodeFields, field);
      return values.get(value) ?? learn(values, value, NODE_FIELD_WEIGHT[field] ?? 0, false);
    },
    attributeToken: (name, value) => {
      const values = valuesOf(attributes, name);
      return values.get(value) ?? learn(values, value, attributeWeight(name), NAMING.has(name));
    },
    textTokens: () => nodeFields.get('text')?.values() ?? [],
    attributeTokens: () => [...attributes.values()].map((values) => [...values.values()]),
  };
}

function valuesOf(fields: Map<string, Map<unknown, number>>, field: string): Map<unknown, number> {
  const known = fields.get(field);
  if (known !== undefined) return known;
  const values = new Map<unknown, number>();
  fields.set(field, values);
  return values;
}

function attributeWeight(name: string): number {
  if (STATE.has(name)) return 0;
  if (NAMING.has(name)) return 16;
  return name === 'class' ? 6 : 8;
}

/** Long values say more than short ones, and numbers repeat by chance more easily than words. */
function capped(value: unknown, limit: number): number {
  if (typeof value !== 'string') return Math.min(1, limit);
  const length = Math.min(value.length, limit);
  return length > 0 && length <= 8 && !/\p{L}/u.test(value) ? length / 2 : length;
}
