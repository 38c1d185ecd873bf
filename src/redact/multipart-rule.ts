import type { SecretSpan } from './secret.ts';
import { sensitivityOfName } from './sensitive-names.ts';
import { isPlaceholder, isTrivial } from './value-shape.ts';

const PARTS =
  /content-disposition:\s{0,4}form-data;[^\r\n]{0,200}?\bname=\\{0,8}"?([\w.[\]-]{1,80})\\{0,8}"?[^\r\n\\]{0,200}((?:\r?\n|\\r\\n|\\n)[\w-]{1,40}:[^\r\n\\]{0,200}){0,4}(?:\r?\n|\\r\\n|\\n){2}/gi;
const PART_END = /\r?\n--|\\r\\n--|\\n--/;
const MAX_PART = 65_536;

/** Fields of a multipart form, told by the name of their part. */
export function multipartSpans(text: string): readonly SecretSpan[] {
  const spans: SecretSpan[] = [];
  for (const match of text.matchAll(PARTS)) {
    const sensitivity = sensitivityOfName(match[1] ?? '');
    if (sensitivity === undefined) continue;
    const start = match.index + match[0].length;
    const window = text.slice(start, start + MAX_PART);
    const end = window.search(PART_END);
    const value = (end < 0 ? window : window.slice(0, end)).trimEnd();
    if (isTrivial(value) || isPlaceholder(value)) continue;
    spans.push({
      start,
      end: start + value.length,
      label: sensitivity.label,
      rule: 'multipart-field',
      value,
    });
  }
  return spans;
}
