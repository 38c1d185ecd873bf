/** What changes from run to run, in the order it must be masked: longer and more specific things first. */
const MASKS: readonly (readonly [RegExp, string])[] = [
  [/\{\{\s{0,3}_[0-9a-f]{64}\s{0,3}\}\}/g, '<href>'],
  [/\b(?:tsk_v2|tsk|wr|wrb|stp|pbs|bp|o|a|act|wpid|w|cred|ot)_\d{6,20}\b/g, '<sky>'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '<uuid>'],
  [/(?:element_id=|unique_id=')[^\s'"]{1,12}/g, '<eid>'],
  [/\b\d{4}-\d\d-\d\d(?:[T ][\d:.]{5,15}Z?)?/g, '<date>'],
  [/\b[0-9a-f]{8,128}\b/gi, '<hex>'],
  [/\d+(?:[.,:]\d+)*/g, '<n>'],
];

/** A text without what differs between two runs with the same problem; lower case, at most 200 characters. */
export function templateText(text: string): string {
  let masked = text.slice(0, 2_000);
  for (const [pattern, mask] of MASKS) masked = masked.replace(pattern, mask);
  return masked.toLowerCase().replace(/\s+/g, ' ').trim().slice(0, 200);
}
