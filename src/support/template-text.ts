/** What changes from run to run, in the order it must be masked: longer and more specific things first. */
const MASKS: readonly (readonly [RegExp, string | ((word: string) => string)])[] = [
  [/\u001B\[[\d;]{0,20}m/g, ''],
  [/\{\{\s{0,3}_[0-9a-f]{64}\s{0,3}\}\}/g, '<href>'],
  [/\b(?:tsk_v2|tsk|wr|wrb|stp|pbs|bp|oc|ot|o|a|act|art|wpid|wf|w|cred)_\d{6,20}\b/gi, '<sky>'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '<uuid>'],
  [/\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}\b/g, '<email>'],
  [/(?:element_id=|unique_id=')[^\s'"]{1,12}/g, '<eid>'],
  [/\b\d{4}-\d\d-\d\d(?:[T ]\d\d:[\d:.]{2,13}(?:Z|[+-]\d\d:?\d\d)?)?/g, '<date>'],
  // A word with a digit in it is a number, a code or a piece of a hash: `Q-7719`, `6aab2c`, `9f3e`.
  [/[\p{L}\p{N}]+/gu, (word) => (/\p{N}/u.test(word) ? '<n>' : word)],
  [/(?:<n>[.,:])+<n>/g, '<n>'],
];

/** A text without what differs between two runs with the same problem; lower case, at most 200 characters. */
export function templateText(text: string): string {
  return maskText(text.slice(0, 2_000)).slice(0, 200);
}

/** The same of a whole text, as long as it is. */
export function maskText(text: string): string {
  let masked = text;
  for (const [pattern, mask] of MASKS)
    masked =
      typeof mask === 'string' ? masked.replace(pattern, mask) : masked.replace(pattern, mask);
  return masked.toLowerCase().replace(/\s+/g, ' ').trim();
}
