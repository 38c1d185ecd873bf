const STEPS = [
  { from: 0.9, words: 'very likely' },
  { from: 0.75, words: 'likely' },
  { from: 0.5, words: 'more likely than not' },
  { from: 0.25, words: 'a lead, not a proof' },
] as const;

/** What a calibrated confidence means in everyday words. */
export function confidenceWords(confidence: number): string {
  return STEPS.find((step) => confidence >= step.from)?.words ?? 'a guess';
}

/** `0.91`, always two digits so that columns line up. */
export function confidenceNumber(confidence: number): string {
  return confidence.toFixed(2);
}
