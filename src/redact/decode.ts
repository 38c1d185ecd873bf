/** `%XX` decoded as UTF-8, `+` as a space when asked; undefined when the text is not encoded or not decodable. */
export function percentDecoded(text: string, plusIsSpace: boolean): string | undefined {
  if (!text.includes('%') && !(plusIsSpace && text.includes('+'))) return undefined;
  try {
    return decodeURIComponent(plusIsSpace ? text.replaceAll('+', ' ') : text);
  } catch {
    return undefined;
  }
}

/** The inside of a quoted JSON string, unescaped as many times as it was escaped. */
export function jsonUnescaped(text: string, times: number): string {
  let current = text;
  for (let i = 0; i < times && current.includes('\\'); i++) {
    const next = unescapedOnce(current);
    if (next === undefined) return current;
    current = next;
  }
  return current;
}

function unescapedOnce(text: string): string | undefined {
  const quoted = text.replace(/\\'/g, "'").replace(/[\u0000-\u001f]/g, ' ');
  try {
    const value: unknown = JSON.parse(`"${quoted.replace(/(?<!\\)"/g, '\\"')}"`);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

const ENTITIES = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', '\u00a0'],
]);

/** HTML character references decoded: the five named ones and all numeric ones. */
export function htmlDecoded(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(\w{2,4}));/g,
    (whole, decimal, hex, name) => {
      if (typeof name === 'string') return ENTITIES.get(name) ?? whole;
      const point =
        typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    },
  );
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const SEXTETS = new Map(Array.from(BASE64, (character, index) => [character, index]));
SEXTETS.set('-', 62);
SEXTETS.set('_', 63);

/** Text behind base64 or base64url; undefined when it is not readable UTF-8 text. */
export function base64Decoded(text: string): string | undefined {
  const bytes: number[] = [];
  let bits = 0;
  let buffer = 0;
  for (let i = 0; i < text.length; i++) {
    const sextet = SEXTETS.get(text[i] ?? '');
    if (sextet === undefined) {
      if (/[=\s]/.test(text[i] ?? '')) continue;
      return undefined;
    }
    buffer = ((buffer << 6) | sextet) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    const byte = (buffer >> bits) & 255;
    if (byte < 9 || (byte > 13 && byte < 32)) return undefined;
    bytes.push(byte);
  }
  return utf8Text(bytes);
}

/** UTF-8 bytes as text; undefined when they are none. */
export function utf8Text(bytes: readonly number[]): string | undefined {
  const parts: string[] = [];
  for (let i = 0; i < bytes.length;) {
    const lead = bytes[i] ?? 0;
    const size = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if ((lead >= 0x80 && lead < 0xc2) || lead > 0xf4 || i + size > bytes.length) return undefined;
    let point = size === 1 ? lead : lead & (0xff >> (size + 1));
    for (let k = 1; k < size; k++) {
      const follow = bytes[i + k] ?? 0;
      if ((follow & 0xc0) !== 0x80) return undefined;
      point = (point << 6) | (follow & 63);
    }
    if (point > 0x10ffff) return undefined;
    parts.push(String.fromCodePoint(point));
    i += size;
  }
  return parts.join('');
}

/** Standard base64 of bytes, without padding. */
export function base64Encoded(bytes: readonly number[]): string {
  const parts: string[] = [];
  for (let i = 0; i < bytes.length; i += 3) {
    const [first = 0, second = 0, third = 0] = bytes.slice(i, i + 3);
    const group = (first << 16) | (second << 8) | third;
    const characters = Math.min(bytes.length - i, 3) + 1;
    for (let k = 0; k < characters; k++) parts.push(BASE64[(group >> (18 - 6 * k)) & 63] ?? '');
  }
  return parts.join('');
}
