import { htmlDecoded } from './decode.ts';
import type { SecretSpan } from './secret.ts';
import { isCaption } from './assignment-rule.ts';
import { sensitivityOfName } from './sensitive-names.ts';
import { isPlaceholder, isTrivial } from './value-shape.ts';

const ELEMENTS = /<(?:[\w-]{1,40}:)?([A-Za-z][\w-]{1,60})(?:\s[^<>]{0,400})?>([^<>]{3,4096})<\//g;

/** `<password>x</password>` and its like in XML bodies. */
export function elementSpans(text: string): readonly SecretSpan[] {
  if (!text.includes('</')) return [];
  const spans: SecretSpan[] = [];
  for (const match of text.matchAll(ELEMENTS)) {
    const [whole, name = '', raw = ''] = match;
    const sensitivity = sensitivityOfName(name);
    if (sensitivity?.strength !== 'always') continue;
    const value = htmlDecoded(raw.trim());
    if (isTrivial(value) || isPlaceholder(value) || isCaption(value, sensitivity.label)) continue;
    const start = match.index + whole.length - 2 - raw.length;
    spans.push({
      start,
      end: start + raw.length,
      label: sensitivity.label,
      rule: 'named-element',
      value,
    });
  }
  return spans;
}
