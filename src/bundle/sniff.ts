import { visibleText } from './quote-name.ts';

export type FileKind = 'zip' | 'json' | 'other';

const ZIP_START = [0x50, 0x4b];
const BYTE_ORDER_MARKS: readonly (readonly number[])[] = [
  [0xef, 0xbb, 0xbf],
  [0xff, 0xfe],
  [0xfe, 0xff],
];
const FOREIGN: readonly (readonly [name: string, magic: readonly number[]])[] = [
  ['a zstd-compressed file; decompress it first (zstd -d)', [0x28, 0xb5, 0x2f, 0xfd]],
  ['a gzip-compressed file; decompress it first (gunzip)', [0x1f, 0x8b]],
  ['a 7z archive', [0x37, 0x7a, 0xbc, 0xaf]],
  ['a PNG image', [0x89, 0x50, 0x4e, 0x47]],
  ['a PDF document', [0x25, 0x50, 0x44, 0x46]],
  ['a WebM video', [0x1a, 0x45, 0xdf, 0xa3]],
];

/** What a file looks like from its first bytes. */
export function sniff(head: Uint8Array): FileKind {
  if (startsWith(head, ZIP_START)) return 'zip';
  return /^[{[]/.test(textOf(head)) ? 'json' : 'other';
}

/** Whether the beginning of a JSON file looks like a HAR: an object with a member `log` early on. */
export function looksLikeHar(head: Uint8Array): boolean {
  return /^\{[^]{0,500}?"log"\s{0,50}:/.test(textOf(head));
}

/** A file that is certainly no zip, in words; undefined when it may be the rest of one. */
export function describeForeign(head: Uint8Array): string | undefined {
  const known = FOREIGN.find(([, magic]) => startsWith(head, magic));
  if (known !== undefined) return known[0];
  if (startsWith(head, ZIP_START)) return undefined;
  const text = textOf(head);
  if (text.startsWith('<')) return describeErrorPage(text);
  if (/^[{[]/.test(text)) return `JSON text: ${excerpt(text)}`;
  return 'a file of an unknown kind';
}

function describeErrorPage(text: string): string {
  const isHtml = /^<!doctype html|^<html|<body/i.test(text);
  const said =
    /<Message>([^<]{1,200})/i.exec(text)?.[1] ?? /<title>([^<]{1,200})/i.exec(text)?.[1] ?? '';
  const kind = isHtml ? 'an HTML page' : 'an XML error page';
  return said.trim() === '' ? kind : `${kind}: ${excerpt(said)}`;
}

function excerpt(text: string): string {
  const line = text.replace(/\s{1,50}/g, ' ').trim();
  return `"${visibleText(line.slice(0, 80))}"`;
}

/** The head as text without byte order mark and leading white space; UTF-16 is read by leaving out the zeros. */
function textOf(head: Uint8Array): string {
  const mark = BYTE_ORDER_MARKS.find((bytes) => startsWith(head, bytes)) ?? [];
  const bytes = head.subarray(mark.length, 1024).filter((byte) => byte !== 0);
  return new TextDecoder().decode(bytes).trimStart();
}

function startsWith(head: Uint8Array, magic: readonly number[]): boolean {
  return head.length >= magic.length && magic.every((byte, index) => head[index] === byte);
}
