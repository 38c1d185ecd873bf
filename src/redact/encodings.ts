import { base64Encoded } from './decode.ts';
import { utf8Bytes } from './keyed-digest.ts';

/**
 * Every way a known value is looked for: plain, `%XX` upper and lower, form `+`, twice percent-encoded,
 * JSON in UTF-8 and ASCII, JSON in JSON, HTML named, decimal and hex, base64 and base64url at three alignments, hex.
 */
export function encodingsOf(value: string): ReadonlySet<string> {
  const json = jsonEscaped(value);
  const forms = new Set<string>([
    value,
    ...percentForms(value),
    ...jsonForms(value),
    ...htmlForms(value),
  ]);
  for (const form of percentForms(json)) forms.add(form);
  for (const form of htmlForms(json).slice(0, 1)) forms.add(form);
  const bytes = utf8Bytes(value);
  for (const form of [...base64Forms(bytes), ...hexForms(bytes)]) forms.add(form);
  if (value.normalize('NFD') !== value) forms.add(value.normalize('NFD'));
  return new Set([...forms].filter((form) => form.length >= Math.min(6, value.length)));
}

const hexByte = (byte: number): string => byte.toString(16).padStart(2, '0').toUpperCase();

function percentEncoded(value: string, kept: RegExp): string {
  const parts: string[] = [];
  for (const character of value)
    parts.push(
      kept.test(character)
        ? character
        : utf8Bytes(character)
            .map((byte) => `%${hexByte(byte)}`)
            .join(''),
    );
  return parts.join('');
}

const lowerEscapes = (text: string): string =>
  text.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase());

/** `encodeURIComponent`'s set, the strict set, Python's `quote` with `/` kept, HTML forms, everything. */
const KEPT: readonly RegExp[] = [
  /[A-Za-z0-9_.!~*'()-]/,
  /[A-Za-z0-9_.~-]/,
  /[A-Za-z0-9_.~/-]/,
  /[A-Za-z0-9_.*-]/,
  /[^\s"<>\\^`{|}%#?&=+\u0080-\uffff]/,
];

function percentForms(value: string): readonly string[] {
  const single = KEPT.map((kept) => percentEncoded(value, kept));
  const forms = [...single, ...single.map((form) => form.replaceAll('%20', '+'))];
  const full = percentEncoded(value, /[^\s\S]/);
  const twice = single.slice(0, 2).map((form) => form.replaceAll('%', '%25'));
  const all = [...forms, full, ...twice, ...twice.map((form) => form.replaceAll('%2520', '%2B'))];
  return [...all, ...all.map(lowerEscapes), ...twice.map(lowerTwice)];
}

const lowerTwice = (text: string): string =>
  text.replace(/%25[0-9A-F]{2}/g, (escape) => escape.toLowerCase());

const jsonEscaped = (value: string): string => JSON.stringify(value).slice(1, -1);

const asciiOnly = (text: string, letters: (hex: string) => string): string =>
  text.replace(
    /[^\u0020-\u007e]/g,
    (unit) => `\\u${letters(unit.charCodeAt(0).toString(16).padStart(4, '0'))}`,
  );

function jsonForms(value: string): readonly string[] {
  const plain = jsonEscaped(value);
  const lower = asciiOnly(plain, (hex) => hex);
  const upper = asciiOnly(plain, (hex) => hex.toUpperCase());
  const slashes = plain.replaceAll('/', '\\/');
  const safe = plain.replace(/[<>&'=+]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);
  const single = value.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
  return [plain, lower, upper, slashes, safe, single, jsonEscaped(plain), jsonEscaped(lower)];
}

const NAMED = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
]);

const escapeSigns = (value: string, apostrophe: string): string =>
  value.replace(/[&<>"']/g, (sign) => NAMED.get(sign) ?? apostrophe);

function references(value: string, reference: (point: number) => string, isSign: RegExp): string {
  return [...value]
    .map((character) =>
      isSign.test(character) ? reference(character.codePointAt(0) ?? 0) : character,
    )
    .join('');
}

const SIGNS = /[^A-Za-z0-9]/;
const ANY = /[\s\S]/;
const REFERENCES: readonly ((point: number) => string)[] = [
  (point) => `&#${point};`,
  (point) => `&#x${point.toString(16)};`,
  (point) => `&#x${point.toString(16).toUpperCase()};`,
];

function htmlForms(value: string): readonly string[] {
  const named = ['&#39;', '&apos;', '&#x27;', "'"].map((apostrophe) =>
    escapeSigns(value, apostrophe),
  );
  const onlyText = value.replace(/[&<>]/g, (sign) => NAMED.get(sign) ?? sign);
  const numeric = REFERENCES.flatMap((reference) => [
    references(value, reference, SIGNS),
    references(value, reference, ANY),
    references(value, reference, /[^\u0000-\u007f]/),
    references(value, reference, /[^A-Za-z0-9 ,.()-]/),
    references(value, reference, /[&<>"']/),
  ]);
  return [...named, onlyText, ...numeric];
}

/** The characters of base64 that depend on the value alone, for each of the three places it can start in a group. */
function base64Forms(bytes: readonly number[]): readonly string[] {
  return [0, 1, 2].flatMap((shift) => {
    const text = base64Encoded([...Array.from({ length: shift }, () => 0), ...bytes]);
    const first = Math.ceil((shift * 8) / 6);
    const form = text.slice(first, Math.floor(((shift + bytes.length) * 8) / 6));
    return [form, form.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

function hexForms(bytes: readonly number[]): readonly string[] {
  const upper = bytes.map(hexByte).join('');
  return [upper, upper.toLowerCase()];
}
