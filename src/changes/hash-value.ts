/** Multiplies and folds, so that nearby inputs land far apart. */
export function mixHash(hash: number, value: number): number {
  const mixed = Math.imul(hash ^ value, 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}

/** 32 bits of a primitive value. Only a place to look: whoever finds two values there compares them. */
export function hashValue(value: unknown): number {
  if (typeof value === 'string') return hashText(value);
  if (typeof value === 'number') return mixHash(Math.trunc(value), 1);
  return value === true ? 2 : 3;
}

function hashText(text: string): number {
  let hash = text.length;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash;
}
