import { BundleError } from '../bundle-error.ts';
import { quoteName } from '../quote-name.ts';

/** Puts the path in front of what went wrong with it; a missing file becomes a BundleError too. */
export function nameTrouble(error: unknown, path: string): unknown {
  const label = quoteName(path);
  if (error instanceof BundleError) {
    const { code, entry, rule, cause } = error;
    const facts = { cause, ...(entry === undefined ? {} : { entry }) };
    const message = `${label}: ${error.message}`;
    return new BundleError(code, message, rule === undefined ? facts : { ...facts, rule });
  }
  if (isMissing(error))
    return new BundleError('not-found', `${label}: There is no such file. Check the path.`, {
      cause: error,
    });
  return error;
}

function isMissing(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    (error.code === 'ENOENT' || error.code === 'ENOTDIR')
  );
}
