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

export function isNamingAttribute(name: string): boolean {
  return NAMING.has(name);
}

/** How much a value of this attribute can at most say about who an element is. */
export function attributeWeight(name: string): number {
  if (STATE.has(name)) return 0;
  if (NAMING.has(name)) return 16;
  return name === 'class' ? 6 : 8;
}

/** Long values say more than short ones, and numbers repeat by chance more easily than words. */
export function weighValue(value: unknown, limit: number): number {
  if (typeof value !== 'string') return Math.min(1, limit);
  const length = Math.min(value.length, limit);
  return length > 0 && length <= 8 && !/\p{L}/u.test(value) ? length / 2 : length;
}
