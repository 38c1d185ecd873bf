import { BundleError, type BundleErrorCode } from '../bundle-error.ts';

/** Every rule an archive or an entry can break, and what kind of trouble that is. */
const RULES = {
  'not-a-zip': 'not-a-bundle',
  empty: 'empty-bundle',
  truncated: 'damaged-zip',
  'bad-directory': 'damaged-zip',
  'bad-comment-length': 'damaged-zip',
  'directory-mismatch': 'unsafe-zip',
  'multi-disk': 'unsafe-zip',
  'ambiguous-end': 'unsafe-zip',
  'prefix-bytes': 'unsafe-zip',
  'trailing-bytes': 'unsafe-zip',
  'hidden-bytes': 'unsafe-zip',
  overlap: 'unsafe-zip',
  'local-central-mismatch': 'unsafe-zip',
  'special-file': 'unsafe-zip',
  'duplicate-name': 'unsafe-zip',
  'file-as-directory': 'unsafe-zip',
  'name-traversal': 'unsafe-zip',
  'name-absolute': 'unsafe-zip',
  'name-backslash': 'unsafe-zip',
  'name-control': 'unsafe-zip',
  'name-encoding': 'unsafe-zip',
  'name-reserved': 'unsafe-zip',
  'name-length': 'unsafe-zip',
  'limit-entries': 'limit-exceeded',
  'limit-directory': 'limit-exceeded',
  'limit-entry-size': 'limit-exceeded',
  'limit-total-size': 'limit-exceeded',
  'limit-ratio': 'limit-exceeded',
  'limit-depth': 'limit-exceeded',
  'limit-memory': 'limit-exceeded',
  'crc-mismatch': 'entry-damaged',
  'size-mismatch': 'entry-damaged',
  encrypted: 'entry-damaged',
  'unsupported-method': 'entry-damaged',
  'bad-deflate': 'entry-damaged',
  unreadable: 'entry-damaged',
} as const satisfies Record<string, BundleErrorCode>;
export type ZipRule = keyof typeof RULES;

/** All rules, for documentation and tests. */
export const ZIP_RULES: readonly string[] = Object.keys(RULES);

const NEXT_STEP: Partial<Record<BundleErrorCode, string>> = {
  'not-a-bundle': 'Give a bundle made by `debrief fetch`, or a .har file.',
  'empty-bundle': 'Fetch the run again.',
  'damaged-zip': 'Copy or fetch it again; the copy is not whole.',
  'unsafe-zip': 'It was not written by debrief, or was changed since: fetch the run again.',
  'limit-exceeded': 'Open it with higher `limits` only if you trust where it comes from.',
  'entry-damaged': 'The other entries can be read; fetch the run again to repair it.',
};

/** A broken rule as an error: what is wrong, and what to do next. */
export function zipError(
  rule: ZipRule,
  what: string,
  facts: { readonly entry?: string; readonly cause?: unknown } = {},
): BundleError {
  const code = RULES[rule];
  return new BundleError(code, `${what}. ${NEXT_STEP[code] ?? ''}`.trimEnd(), { ...facts, rule });
}
