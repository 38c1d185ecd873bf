/** The same run as another day would have recorded it: ids, dates, ports and hashes are others, consistently in all files. */
import { createHash } from 'node:crypto';
import type { BundleSource } from '../src/bundle/source.ts';

const DAY_MS = 86_400_000;
const ID = /(?<![A-Za-z])([a-z]{1,4}(?:_v2)?)_(\d{12,20})(?!\d)/g;
const HASH = /\b(?=[0-9a-f]*[0-9])(?=[0-9a-f]*[a-f])[0-9a-f]{6,128}\b/g;
const DATE = /\b(20\d\d-\d\d-\d\d)(?=[T\s"'<,.]|$)/g;
const PORT = /(?<=\/\/[\w.-]{1,80}:)\d{2,5}\b/g;
const TEXT = /^[\s\S]{0,4}[\t\n\r\x20-\x7e]/;

/** Every text of a source rewritten; `turn` tells one rewriting from another. */
export async function rewriteSource(source: BundleSource, turn: number): Promise<BundleSource> {
  const entries = new Map<string, Uint8Array>();
  for (const name of source.entryNames) entries.set(name, await source.readBytes(name));
  const rewrite = rewriter(turn, hrefHashes(entries, turn));
  const rewritten = new Map(
    [...entries].map(([name, bytes]) => [rewrite(name), rewriteBytes(bytes, rewrite)]),
  );
  return {
    ...source,
    manifest: JSON.parse(rewrite(JSON.stringify(source.manifest))),
    entryNames: [...rewritten.keys()].toSorted(),
    sizeOf: (name) => rewritten.get(name)?.length,
    readBytes: async (name) => {
      const bytes = rewritten.get(name);
      if (bytes === undefined) throw new Error(`no entry ${name}`);
      return bytes;
    },
  };
}

function rewriteBytes(bytes: Uint8Array, rewrite: (text: string) => string): Uint8Array {
  const text = Buffer.from(bytes).toString();
  const isText = TEXT.test(text) && !text.includes('\uFFFD') && !text.includes('\0');
  return isText ? Buffer.from(rewrite(text)) : bytes;
}

function rewriter(turn: number, hashes: ReadonlyMap<string, string>): (text: string) => string {
  return (text) =>
    text
      .replace(ID, (_, prefix: string, digits: string) => `${prefix}_${otherDigits(digits, turn)}`)
      .replace(DATE, (date) => otherDate(date, turn))
      .replace(PORT, (port) => String(((Number(port) + 97 * turn) % 50_000) + 1_024))
      .replace(HASH, (hash) => hashes.get(hash) ?? otherHash(hash, turn));
}

/** A placeholder is the digest of its address: the new address decides the new placeholder. */
function hrefHashes(
  entries: ReadonlyMap<string, Uint8Array>,
  turn: number,
): ReadonlyMap<string, string> {
  const plain = rewriter(turn, new Map());
  const hashes = new Map<string, string>();
  for (const [name, bytes] of entries) {
    if (!name.includes('hashed_href_map')) continue;
    const map: Readonly<Record<string, string>> = JSON.parse(Buffer.from(bytes).toString());
    for (const [key, href] of Object.entries(map)) {
      const digest = createHash('sha256').update(plain(href)).digest('hex');
      hashes.set(key.replace(/^_/, ''), digest);
    }
  }
  return hashes;
}

function otherDate(date: string, turn: number): string {
  const atMs = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(atMs) ? date : new Date(atMs + turn * 17 * DAY_MS).toISOString().slice(0, 10);
}

/** Order is kept: ids grow with time. */
function otherDigits(digits: string, turn: number): string {
  return (BigInt(digits) + 7_700_000_131n * BigInt(turn)).toString();
}

function otherHash(hash: string, turn: number): string {
  const digest = createHash('sha512').update(`${turn}${hash}`).digest('hex').slice(0, hash.length);
  // Still recognisable as a hash: letters and digits.
  return `${digest.slice(0, -2)}${turn % 10}e`;
}
