/** Where a leaf stands in a JSON document. */
export interface LeafContext {
  /** Nearest object key above the leaf; elements of arrays take the array's key. */
  readonly key: string;
  /** Key of the object or array around it, looking through arrays: `headers`, `cookies`, `attributes`. */
  readonly group: string;
  /** The object or array that holds the leaf. */
  readonly owner: object;
  /** The object around `owner`. */
  readonly outer: object | undefined;
}

/** A string of an object's own, never an inherited one. */
export function ownString(owner: object | undefined, key: string): string | undefined {
  const value = ownValue(owner, key);
  return typeof value === 'string' ? value : undefined;
}

/** A value of an object's own, never an inherited one. */
export function ownValue(owner: object | undefined, key: string): unknown {
  if (owner === undefined || !Object.hasOwn(owner, key)) return undefined;
  return Object.getOwnPropertyDescriptor(owner, key)?.value;
}

/** True for objects and arrays. */
export function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
