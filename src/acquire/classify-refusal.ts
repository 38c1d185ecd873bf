import { serverWords } from './client.ts';
import { failure, type Failure } from './failure.ts';
import { isTransientStatus, readRefusal } from './retry-policy.ts';

/** An attempt that brought no file, and what may be tried next. */
export type Setback =
  | { readonly kind: 'again'; readonly failure: Failure; readonly waitMs?: number | undefined }
  | { readonly kind: 'expired' | 'denied' | 'final'; readonly failure: Failure };

interface Refusal {
  readonly status: number;
  readonly text: string;
  readonly waitMs: number | undefined;
}

/** What an answer without the file means. */
export function classifyRefusal(refusal: Refusal, maxWaitMs: number): Setback {
  const { status, text, waitMs } = refusal;
  const words = serverWords(text);
  const reason =
    words === '' ? `the server answered ${String(status)}` : `${String(status)}: ${words}`;
  const isUnsigned = status === 503 && /not configured/i.test(text);
  if (isTransientStatus(status) && !isUnsigned)
    return classifyTransient({ status, reason, waitMs }, maxWaitMs);
  const meaning = readRefusal(status, text);
  if (meaning === 'expired')
    return { kind: 'expired', failure: failure('expired', reason, status) };
  if (meaning === 'denied') return { kind: 'denied', failure: failure('failed', reason, status) };
  if (meaning === 'archived')
    return { kind: 'final', failure: failure('archived', reason, status) };
  if (status === 404 || status === 410)
    return { kind: 'final', failure: failure('missing', reason, status) };
  const isOddSuccess = status >= 200 && status < 300;
  return { kind: isOddSuccess ? 'again' : 'final', failure: failure('failed', reason, status) };
}

function classifyTransient(
  answer: { readonly status: number; readonly reason: string; readonly waitMs: number | undefined },
  maxWaitMs: number,
): Setback {
  const { status, reason, waitMs } = answer;
  if (waitMs === undefined || waitMs <= maxWaitMs)
    return { kind: 'again', failure: failure('failed', reason, status), waitMs };
  const minutes = String(Math.round(waitMs / 60_000));
  return {
    kind: 'final',
    failure: failure('failed', `rate-limited: the server asks to wait ${minutes} minutes`, status),
  };
}
