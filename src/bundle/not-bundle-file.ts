import { BundleError } from './bundle-error.ts';
import { describeForeign } from './sniff.ts';

/** A file that is neither zip nor HAR, named for what it is as far as its first bytes tell. */
export function notBundleFile(head: Uint8Array): BundleError {
  if (head.length === 0)
    return new BundleError('empty-bundle', 'The file is empty (0 bytes). Fetch the run again.');
  const what = describeForeign(head) ?? 'a damaged zip';
  return new BundleError(
    'not-a-bundle',
    `The file is not a bundle but ${what}. Give a bundle made by \`debrief fetch\`, its unpacked folder, or a .har file.`,
  );
}
