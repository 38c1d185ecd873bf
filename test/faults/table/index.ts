import { CONNECTION } from './connection.ts';
import { ENCODINGS } from './encodings.ts';
import { CONTENT } from './content.ts';
import { STATUSES } from './statuses.ts';
import { EXPIRY } from './expiry.ts';
import { REDIRECTS } from './redirects.ts';
import type { Fault } from './fault.ts';

/** Every fault of a single artifact. */
export const FAULTS: readonly Fault[] = [
  ...CONNECTION,
  ...ENCODINGS,
  ...CONTENT,
  ...STATUSES,
  ...EXPIRY,
  ...REDIRECTS,
];
