import { failedStatus } from '../requests/failed-status.ts';
import { headerOf } from '../requests/headers.ts';
import type { FailedRequest } from '../requests/verdict.ts';
import type { TextLife } from '../run/facts/text-lives.ts';

/** Error pages promise to be back as well. */
const PROMISE = /\bright back\b|\bback (?:soon|shortly|online)\b/i;

/** Closed sites answer 503 or say when to come back; with another status the words must be clear, for a broken page promises to be back too. */
export function isClosedSite(document: FailedRequest, { text }: TextLife): boolean {
  return (
    failedStatus(document) === 503 ||
    headerOf(document.exchange.responseHeaders, 'retry-after') !== undefined ||
    !PROMISE.test(text.text)
  );
}
