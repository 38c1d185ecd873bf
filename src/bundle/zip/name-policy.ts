import type { ZipLimits } from '../limits.ts';
import { quoteName } from '../quote-name.ts';
import { zipError, type ZipRule } from './zip-rule.ts';

// Controls, line separators, bidi marks, byte order mark and the invisible tag characters.
const UNPRINTABLE =
  /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]/u;
const FORBIDDEN_ON_WINDOWS = /[<>:"|?*]/;
const DEVICE_NAME = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])$/i;

/** The name of an entry as text, checked for everything that can be told from one name alone. */
export function decodeName(bytes: Uint8Array, limits: ZipLimits): string {
  if (bytes.length > limits.nameBytes)
    throw zipError(
      'name-length',
      `An entry has a name of ${String(bytes.length)} bytes, the limit is ${String(limits.nameBytes)}`,
    );
  const name = decodeUtf8(bytes);
  const broken = findBrokenRule(name, limits);
  if (broken !== undefined)
    throw zipError(broken, `The entry name ${quoteName(name)} ${MEANING[broken]}`, { entry: name });
  return name;
}

type NameRule = Extract<ZipRule, `name-${string}`>;

const MEANING: Record<NameRule, string> = {
  'name-control': 'is empty or has control or direction characters',
  'name-absolute': 'is an absolute path',
  'name-backslash': 'has a backslash',
  'name-traversal': 'has a ".", ".." or empty part',
  'name-reserved': 'cannot be a file on Windows',
  'name-length': 'has too many parts',
  'name-encoding': 'is not UTF-8',
};

/** The rule a name breaks, undefined for a name that is safe on every system. */
export function findBrokenRule(name: string, limits: ZipLimits): NameRule | undefined {
  if (name === '' || UNPRINTABLE.test(name)) return 'name-control';
  if (/^(?:[/]|[a-z]:|\\\\)/i.test(name)) return 'name-absolute';
  if (name.includes('\\')) return 'name-backslash';
  const segments = (name.endsWith('/') ? name.slice(0, -1) : name).split('/');
  if (segments.some((segment) => segment === '' || segment === '.' || segment === '..'))
    return 'name-traversal';
  if (segments.some(isReservedOnWindows)) return 'name-reserved';
  return segments.length > limits.nameSegments ? 'name-length' : undefined;
}

function isReservedOnWindows(segment: string): boolean {
  const stem = segment.split('.', 1)[0] ?? '';
  return (
    FORBIDDEN_ON_WINDOWS.test(segment) || /[. ]$/.test(segment) || DEVICE_NAME.test(stem.trimEnd())
  );
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw zipError('name-encoding', 'An entry name is not valid UTF-8', { cause });
  }
}
