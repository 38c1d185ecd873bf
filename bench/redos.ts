/**
 * Checks every regular expression literal of src for super-linear time: `npm run lint:redos [-- PART-OF-PATH…]`. Ends with `N passed, N failed`.
 * Literals, and files of them, that run over bounded input only are listed in bench/bounded-regexes.json with the reason.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { check, type Diagnostics } from 'recheck';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const BOUNDED: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(join(ROOT, 'bench/bounded-regexes.json'), 'utf8'),
);

/** A linear pattern takes milliseconds for this much, a quadratic one ten seconds. */
const ATTACK_CHARS = 100_000;
const QUICK_MS = 1_000;
const wanted = process.argv.slice(2);

interface Literal {
  readonly file: string;
  readonly line: number;
  readonly source: string;
  readonly flags: string;
}

const literals = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .filter((name) => wanted.length === 0 || wanted.some((part) => `src/${name}`.includes(part)))
  .toSorted()
  .flatMap((name) => literalsOf(join(ROOT, 'src', name)));

function literalsOf(path: string): readonly Literal[] {
  const text = readFileSync(path, 'utf8');
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  const found: Literal[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const cut = node.text.lastIndexOf('/');
      const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
      found.push({
        file: relative(ROOT, path),
        line: line + 1,
        source: node.text.slice(1, cut),
        flags: node.text.slice(cut + 1),
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

let passed = 0;
let failed = 0;
let bounded = 0;
const unused = new Set(Object.keys(BOUNDED));
const known = new Map<string, string>();
for (const { file, line, source, flags } of literals) {
  const key = `${file}: /${source}/${flags}`;
  if (unused.delete(file) || BOUNDED[file] !== undefined) {
    bounded += 1;
    passed += 1;
    continue;
  }
  const status = known.get(`/${source}/${flags}`) ?? (await statusOf(source, flags));
  known.set(`/${source}/${flags}`, status);
  if (unused.delete(key) || BOUNDED[key] !== undefined) bounded += 1;
  if (status === 'safe' || BOUNDED[key] !== undefined) passed += 1;
  else {
    failed += 1;
    console.log(`${file}:${String(line)} ${status}\n  ${key}`);
  }
}
if (wanted.length > 0) unused.clear();
for (const key of unused) console.log(`listed as bounded but gone: ${key}`);
console.log(
  `${String(bounded)} of ${String(literals.length)} literals run over bounded input only`,
);
console.log(`${String(passed)} passed, ${String(failed + unused.size)} failed`);
process.exitCode = failed + unused.size === 0 ? 0 : 1;

/** Recheck also names patterns whose repetitions are bounded; only those count that take long over its own attack. */
async function statusOf(source: string, flags: string): Promise<string> {
  const result = await judged(source, flags.replace('v', 'u'));
  if (result.status !== 'vulnerable') return result.status;
  const { pumps, suffix } = result.attack;
  const each = ATTACK_CHARS / pumps.length;
  const attack = pumps.map(({ prefix, pump }) => prefix + pump.repeat(each / pump.length));
  return isQuick(new RegExp(source, flags), attack.join('') + suffix)
    ? 'safe'
    : result.complexity.summary;
}

/** A busy machine may make it give up; then it has longer. */
async function judged(source: string, flags: string): Promise<Diagnostics> {
  const result = await check(source, flags, { timeout: 10_000 });
  return result.status === 'unknown' ? await check(source, flags, { timeout: 60_000 }) : result;
}

function isQuick(pattern: RegExp, text: string): boolean {
  const code = 'pattern.global ? text.replace(pattern, "") : pattern.test(text)';
  try {
    runInNewContext(code, { pattern, text }, { timeout: QUICK_MS });
    return true;
  } catch {
    return false;
  }
}
