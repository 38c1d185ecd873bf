const lowerEscapes = (text: string): string =>
  text.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase());
const strictPercent = (value: string): string =>
  encodeURIComponent(value).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
const inJson = (value: string): string => JSON.stringify(value).slice(1, -1);
const asciiJson = (value: string): string =>
  inJson(value).replace(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
const namedHtml = (value: string): string =>
  value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
const numericHtml = (value: string, prefix: string, radix: number): string =>
  [...value]
    .map((character) => `&#${prefix}${(character.codePointAt(0) ?? 0).toString(radix)};`)
    .join('');

/** base64 of a value behind some bytes; the characters that also depend on neighbours are left out. */
function alignedBase64(value: string, shift: number, encoding: 'base64' | 'base64url'): string {
  const bytes = Buffer.concat([Buffer.alloc(shift, 'z'), Buffer.from(value)]);
  return bytes
    .toString(encoding)
    .slice(Math.ceil((shift * 8) / 6), Math.floor((bytes.length * 8) / 6));
}

/** The encodings in which a secret must not be found, made with the platform's encoders and not with the redactor's. */
export function encodingOracle(value: string): ReadonlyMap<string, string> {
  const percent = strictPercent(value);
  return new Map([
    ['raw', value],
    ['percent', percent],
    ['percent lower', lowerEscapes(percent)],
    ['form', percent.replaceAll('%20', '+')],
    ['percent twice', percent.replaceAll('%', '%25')],
    ['json', inJson(value)],
    ['json ascii', asciiJson(value)],
    ['json in json', inJson(inJson(value))],
    ['html named', namedHtml(value)],
    ['html decimal', numericHtml(value, '', 10)],
    ['html hex', numericHtml(value, 'x', 16)],
    ['base64 at 0', alignedBase64(value, 0, 'base64')],
    ['base64 at 1', alignedBase64(value, 1, 'base64')],
    ['base64 at 2', alignedBase64(value, 2, 'base64')],
    ['base64url at 0', alignedBase64(value, 0, 'base64url')],
    ['base64url at 1', alignedBase64(value, 1, 'base64url')],
    ['base64url at 2', alignedBase64(value, 2, 'base64url')],
    ['hex', Buffer.from(value).toString('hex')],
    ['hex upper', Buffer.from(value).toString('hex').toUpperCase()],
  ]);
}
