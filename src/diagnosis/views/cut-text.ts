/** Shortening before redaction: half a secret is a secret that no rule recognises, so a cut never falls inside a word. */

const MARK = '…';
/** Longer unbroken text is no word a person wrote; it is dropped whole. */
const REACH = 400;

/** At most `maxChars` characters and a mark, cut where a word ends. */
export function cutText(text: string, maxChars: number): string {
  return text.length <= maxChars ? text : `${wordsUpTo(text, maxChars)}${MARK}`;
}

/** As `cutText`, on one line. */
export function cutLine(text: string, maxChars: number): string {
  return cutText(
    text
      .slice(0, maxChars * 4 + REACH)
      .replace(/\s+/g, ' ')
      .trim(),
    maxChars,
  );
}

/** An address that fits a row: its query is what makes addresses long, and a `data:` address is a file. */
export function cutUrl(url: string, maxChars = 600): string {
  if (url.length <= maxChars) return url;
  const size = `(${url.length} characters)`;
  if (/^(?:data|blob|javascript):/i.test(url.slice(0, 20)))
    return `${url.slice(0, url.search(/[,:]/) + 1)}${MARK} ${size}`;
  const query = url.search(/[?#]/);
  const cut = query >= 0 && query <= maxChars ? query + 1 : url.lastIndexOf('/', maxChars) + 1;
  return `${url.slice(0, cut)}${MARK} ${size}`;
}

/** The beginning of a text, ending where a word ends. */
export function wordsUpTo(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  for (let end = maxChars; end > Math.max(0, maxChars - REACH); end--) {
    if (isBoundary(text, end)) return text.slice(0, end).trimEnd();
  }
  return '';
}

/** The end of a text, beginning where a word begins. */
export function wordsFrom(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const first = text.length - maxChars;
  for (let start = first; start < Math.min(text.length, first + REACH); start++) {
    if (isBoundary(text, start - 1)) return text.slice(start).trimStart();
  }
  return '';
}

/** White space, and what separates values in JSON and HTML without any. */
function isBoundary(text: string, at: number): boolean {
  return /[\s"<>{}[\],;]/.test(text.charAt(at));
}
