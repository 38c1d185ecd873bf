/** Pages nest a hundred deep; a parser that keeps its open tags in a list takes minutes at a hundred thousand. */
const MAX_DEPTH = 1_000;
const LONGEST_NAME = 64;

const VOID_TAGS: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
);

/**
 * The page with tags beyond a depth of a thousand blanked out, so that offsets stay true and no text is lost.
 * An open tag counts until a tag of its name closes, which is never less than a parser's own count.
 */
export function flattenHtml(html: string): string {
  const open = new Map<string, number>();
  const blanked = new Map<string, number>();
  const parts: string[] = [];
  let depth = 0;
  let copiedTo = 0;
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
    if (html.startsWith('!--', at + 1)) {
      at = endOf(html, '-->', at + 4);
      continue;
    }
    const isClosing = html[at + 1] === '/';
    const name = tagName(html, at + (isClosing ? 2 : 1));
    if (name === '' || VOID_TAGS.has(name)) continue;
    if (!isClosing && (name === 'script' || name === 'style')) {
      at = endOf(html, `</${name}`, at);
      continue;
    }
    const isTooDeep = isClosing ? take(blanked, name) : depth >= MAX_DEPTH;
    if (!isTooDeep) {
      if (!isClosing) depth += add(open, name);
      else if (take(open, name)) depth -= 1;
      continue;
    }
    if (!isClosing) add(blanked, name);
    const end = html.indexOf('>', at) + 1;
    if (end === 0) break;
    parts.push(html.slice(copiedTo, at), ' '.repeat(end - at));
    copiedTo = end;
    at = end - 1;
  }
  return copiedTo === 0 ? html : parts.join('') + html.slice(copiedTo);
}

/** Comparisons in a script are no tags. What never ends reaches to the end of the page. */
function endOf(html: string, mark: string, from: number): number {
  const end = html.indexOf(mark, from);
  return end < 0 ? html.length : end;
}

function tagName(html: string, start: number): string {
  let end = start;
  while (end - start < LONGEST_NAME && isNameUnit(html.charCodeAt(end), end > start)) end += 1;
  return html.slice(start, end).toLowerCase();
}

/** A letter, and after it anything that does not end a tag's name. */
function isNameUnit(code: number, isInside: boolean): boolean {
  const letter = code | 32;
  if (letter >= 97 && letter <= 122) return true;
  return isInside && code > 32 && code !== 47 && code !== 62;
}

function add(counts: Map<string, number>, name: string): 1 {
  counts.set(name, (counts.get(name) ?? 0) + 1);
  return 1;
}

function take(counts: Map<string, number>, name: string): boolean {
  const count = counts.get(name) ?? 0;
  if (count > 0) counts.set(name, count - 1);
  return count > 0;
}
