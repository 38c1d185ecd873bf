/** The known word that differs least from what was typed, if it differs little. */
export function nearestWord(typed: string, known: readonly string[]): string | undefined {
  const scored = known
    .map((word) => ({ word, distance: distance(typed.slice(0, 40), word) }))
    .toSorted((a, b) => a.distance - b.distance);
  const [best] = scored;
  return best !== undefined && best.distance <= 2 ? best.word : undefined;
}

/** Levenshtein distance of two short words. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
