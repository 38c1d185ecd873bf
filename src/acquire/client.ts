import { asFetchProblem, type FetchProblem } from './fetch-problem.ts';
import { isRecord, parseJson, recordsIn, textAt } from './json-value.ts';
import { readBody } from './read-body.ts';
import { backoffMs, isTransientStatus, retryAfterMs } from './retry-policy.ts';
import { apiUrl, ask, type Session } from './session.ts';

/** An answer of the API, whatever its status, or the problem that kept us from one. */
export type Answer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly bytes: Uint8Array;
      /** The JSON of a 200; undefined when there is none. */
      readonly value: unknown;
      readonly dateMs: number | undefined;
    }
  | { readonly kind: 'problem'; readonly problem: FetchProblem };

/** `GET path`, tried again while trying may help. Throws only when the fetch as a whole is at an end. */
export async function getAnswer(session: Session, path: string): Promise<Answer> {
  for (let failures = 0; ; failures += 1) {
    session.signal.throwIfAborted();
    const { answer, waitMs } = await tryOnce(session, path);
    const isLast = failures + 1 >= session.limits.answerAttempts;
    if (isLast || !isWorthAnotherTry(answer)) return answer;
    if (waitMs !== undefined && waitMs > session.limits.maxRetryAfterMs) return answer;
    await session.clock.sleep(
      waitMs ?? backoffMs(failures, session.limits, session.clock),
      session.signal,
    );
  }
}

function isWorthAnotherTry(answer: Answer): boolean {
  return answer.kind === 'problem'
    ? answer.problem.isTransient
    : isTransientStatus(answer.status) || isCutJson(answer);
}

/** A 200 that claims JSON and is none was cut or replaced on its way; asking again may mend it. */
function isCutJson(answer: Answer & { kind: 'answer' }): boolean {
  return answer.status === 200 && answer.value === undefined;
}

async function tryOnce(
  session: Session,
  path: string,
): Promise<{ answer: Answer; waitMs?: number | undefined }> {
  try {
    const { response } = await ask(session, {
      url: apiUrl(session, path),
      withKey: true,
      headersMs: session.limits.slowHeadersMs,
    });
    const chunks: Uint8Array[] = [];
    const sink = { write: (chunk: Uint8Array) => void chunks.push(chunk) };
    await readBody(response, sink, {
      limits: session.limits,
      clock: session.clock,
      maxBytes: session.limits.maxAnswerBytes,
    });
    noteThrottle(session, response.status);
    const dateMs = Date.parse(response.headers.get('date') ?? '');
    const bytes = Buffer.concat(chunks);
    const answer: Answer = {
      kind: 'answer',
      status: response.status,
      bytes,
      value: response.status === 200 ? parseJson(new TextDecoder().decode(bytes)) : undefined,
      dateMs: Number.isNaN(dateMs) ? undefined : dateMs,
    };
    return { answer, waitMs: retryAfterMs(response.headers, session.clock) };
  } catch (error) {
    session.signal.throwIfAborted();
    return { answer: { kind: 'problem', problem: asFetchProblem(error) } };
  }
}

/** Tells the pool how the server takes the load. */
export function noteThrottle(session: Session, status: number): void {
  if (status === 429 || status === 503) session.pool.throttled();
  else if (status < 400) session.pool.succeeded();
}

/** What an answer says as JSON; undefined without a 200. */
export function answerValue(answer: Answer): unknown {
  return answer.kind === 'answer' ? answer.value : undefined;
}

/** Bytes as text; a byte order mark is not part of it. */
export function answerText(answer: Answer & { kind: 'answer' }): string {
  return new TextDecoder().decode(answer.bytes);
}

const MAX_WORDS = 300;

/** The server's own words for an error, out of any of the shapes it uses. */
export function serverWords(text: string): string {
  const value = parseJson(text);
  if (!isRecord(value)) return shorten(text.replace(/<[^>]{0,200}>/g, ' '));
  const detail = textAt(value, 'detail') ?? textAt(value, 'error') ?? textAt(value, 'message');
  if (detail !== undefined) return shorten(detail);
  const messages = recordsIn(value['detail']).map((one) => textAt(one, 'msg'));
  return shorten(messages.filter((message) => message !== undefined).join('; '));
}

function shorten(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return line.length > MAX_WORDS ? `${line.slice(0, MAX_WORDS)}…` : line;
}
