import { classifyRefusal, type Setback } from './classify-refusal.ts';
import { noteThrottle } from './client.ts';
import { failure, type Failure } from './failure.ts';
import { asFetchProblem, FetchProblem } from './fetch-problem.ts';
import { readBody } from './read-body.ts';
import { retryAfterMs } from './retry-policy.ts';
import { promisedBytes, type Delivery } from './verify.ts';
import type { ListedArtifact } from './rows.ts';
import { ask, type Session } from './session.ts';
import type { Spool } from './spool.ts';
import type { TransportResponse } from './transport.ts';

export type Attempt =
  | {
      readonly kind: 'delivered';
      readonly delivery: Omit<Delivery, 'sha256'>;
      readonly status: number;
    }
  | Setback;

export interface Target {
  readonly artifact: ListedArtifact;
  readonly url: URL;
  readonly withKey: boolean;
  readonly spool: Spool;
}

const MAX_ERROR_BYTES = 64 * 1024;
const SLACK_BYTES = 16 * 1024 * 1024;

/** One request for the bytes of an artifact. The spool holds what has arrived; a later attempt may go on from there. */
export async function attemptDownload(session: Session, target: Target): Promise<Attempt> {
  try {
    const resumeAt = await prepareSpool(session, target.spool);
    const range = resumeAt === 0 ? undefined : `bytes=${String(resumeAt)}-`;
    const { response } = await ask(session, {
      url: target.url,
      withKey: target.withKey,
      headersMs: session.limits.headersMs,
      range,
    });
    noteThrottle(session, response.status);
    if (response.status === 200 || (response.status === 206 && resumeAt > 0))
      return await takeBody(session, target, { response, resumeAt });
    const text = await readErrorText(session, response);
    const waitMs = retryAfterMs(response.headers, session.clock);
    return classifyRefusal(
      { status: response.status, text, waitMs },
      session.limits.maxRetryAfterMs,
    );
  } catch (error) {
    session.signal.throwIfAborted();
    const problem = asFetchProblem(error);
    if (problem.kind === 'local-io') throw problem;
    return {
      kind: problem.isTransient ? 'again' : 'final',
      failure: failure(stateOf(problem), problem.message),
    };
  }
}

/** Small beginnings are thrown away; a big one is kept and asked to be continued. */
async function prepareSpool(session: Session, spool: Spool): Promise<number> {
  if (spool.sizeBytes >= session.limits.resumeFromBytes) return spool.sizeBytes;
  if (spool.sizeBytes > 0) await spool.discard();
  return 0;
}

async function takeBody(
  session: Session,
  target: Target,
  answer: { readonly response: TransportResponse; readonly resumeAt: number },
): Promise<Attempt> {
  const { response, resumeAt } = answer;
  const { spool, artifact } = target;
  if (response.status === 200 && resumeAt > 0) await spool.discard();
  if (response.status === 206) await checkRange(response, spool);
  try {
    const promised = promisedBytes(artifact);
    const maxBytes =
      promised === undefined
        ? session.limits.maxArtifactBytes
        : Math.min(session.limits.maxArtifactBytes, promised * 2 + SLACK_BYTES);
    await readBody(response, spool, { limits: session.limits, clock: session.clock, maxBytes });
  } catch (error) {
    // Decoded bytes cannot be continued by a range of the encoded ones.
    if (response.headers.has('content-encoding') || response.framing === 'close')
      await spool.discard();
    throw error;
  }
  const { sizeBytes, head, tail } = spool;
  const contentType = response.headers.get('content-type') ?? '';
  return {
    kind: 'delivered',
    status: response.status,
    delivery: { sizeBytes, head, tail, framing: response.framing, contentType },
  };
}

/** A continuation must begin exactly where we stopped, of a file as long as it was. */
async function checkRange(response: TransportResponse, spool: Spool): Promise<void> {
  const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(response.headers.get('content-range') ?? '');
  const isRight =
    range !== null &&
    Number(range[1]) === spool.sizeBytes &&
    Number(range[2]) === Number(range[3]) - 1;
  if (isRight && !response.headers.has('content-encoding')) return;
  await spool.discard();
  response.body.on('error', () => undefined);
  response.body.destroy();
  throw new FetchProblem('wrong-range', 'the server continued the file at another place');
}

async function readErrorText(session: Session, response: TransportResponse): Promise<string> {
  const chunks: Uint8Array[] = [];
  const sink = { write: (chunk: Uint8Array) => void chunks.push(chunk) };
  // The status has said what matters; a broken error page must not turn it into something else.
  await readBody(response, sink, {
    limits: session.limits,
    clock: session.clock,
    maxBytes: MAX_ERROR_BYTES,
  }).catch(() => undefined);
  return Buffer.concat(chunks).toString('utf8');
}

function stateOf(problem: FetchProblem): Failure['state'] {
  if (problem.kind === 'refused' || problem.kind === 'redirects') return 'refused';
  return problem.kind === 'too-large' || problem.kind === 'encoding' || problem.kind === 'short'
    ? 'corrupt'
    : 'failed';
}
