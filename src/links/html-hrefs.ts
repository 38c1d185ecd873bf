const ENTITY = /&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,7}|#x[0-9a-f]{1,6});/gi;
const NAMED: ReadonlyMap<string, string> = new Map([
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&apos;', "'"],
  ['&nbsp;', '\u00a0'],
]);

/** Quoted `href` values of an HTML text, entities decoded: what the page's DOM holds, found without parsing. */
export function findHtmlHrefs(html: string, shortest: number): readonly string[] {
  const hrefs: string[] = [];
  let at = html.indexOf('href=');
  while (at !== -1) {
    const quote = html.charAt(at + 5);
    const start = at + 6;
    const end = quote === '"' || quote === "'" ? html.indexOf(quote, start) : start;
    if (end === -1) break;
    if (end - start >= shortest) hrefs.push(decodeEntities(html.slice(start, end)));
    at = html.indexOf('href=', end);
  }
  return hrefs;
}

function decodeEntities(text: string): string {
  return text.replace(ENTITY, (entity) => NAMED.get(entity.toLowerCase()) ?? decodeNumeric(entity));
}

function decodeNumeric(entity: string): string {
  const isHex = entity.charAt(2).toLowerCase() === 'x';
  const code = isHex ? parseInt(entity.slice(3), 16) : parseInt(entity.slice(2), 10);
  return Number.isInteger(code) && code <= 0x10ffff ? String.fromCodePoint(code) : entity;
}
