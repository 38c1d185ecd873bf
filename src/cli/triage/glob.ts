/** Signs that make a word a pattern. */
const MAGIC = /[*?[{]/;

export function isGlob(text: string): boolean {
  return MAGIC.test(text);
}

/** The folder in front of the first part with a sign in it: where a search may begin. */
export function globBase(pattern: string): string {
  const parts = pattern.split('/');
  const first = parts.findIndex(isGlob);
  const base = parts.slice(0, first).join('/');
  return base === '' && pattern.startsWith('/') ? '/' : base;
}

/** A shell pattern as a regular expression over whole paths: `*`, `?`, `**`, `[abc]`, `{a,b}`. */
export function globExpression(pattern: string): RegExp {
  let source = '';
  let depth = 0;
  for (let at = 0; at < pattern.length; at += 1) {
    const rest = pattern.slice(at);
    const [token = ''] = /^(?:\*\*\/|\*\*|\[!?[^\]/]+\]|[\s\S])/.exec(rest) ?? [];
    at += token.length - 1;
    if (token === '{') depth += 1;
    source += expressionOf(token, depth);
    if (token === '}') depth = Math.max(0, depth - 1);
  }
  return new RegExp(`^${source}${')'.repeat(depth)}$`, 'u');
}

function expressionOf(token: string, depth: number): string {
  if (token === '**/') return '(?:[^/]+/)*';
  if (token === '**') return '.*';
  if (token === '*') return '[^/]*';
  if (token === '?') return '[^/]';
  if (token === '{') return '(?:';
  if (token === '}') return depth > 0 ? ')' : '\\}';
  if (token === ',' && depth > 0) return '|';
  if (token.length > 1 && token.startsWith('['))
    return `[${token.startsWith('[!') ? '^' : ''}${escapeSet(token.replace(/^\[!?/, '').slice(0, -1))}]`;
  return token.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
}

/** Ranges stay, everything else stands for itself. */
function escapeSet(text: string): string {
  return text.replace(/[\\^\][&~|]/g, '\\$&');
}
