import { rename } from 'node:fs/promises';
import { attemptDownload, type Attempt } from './attempt.ts';
import { listCandidates, signedCandidate, type Candidate } from './candidates.ts';
import { failure, mostTelling, type Failure, type Fetched, type Fate } from './failure.ts';
import { readLocalFile } from './local-files.ts';
import { backoffMs } from './retry-policy.ts';
import type { ListedArtifact } from './rows.ts';
import { easeDescriptors, type Session } from './session.ts';
import { openSpool, type Spool } from './spool.ts';
import { isZstd, unpackZstd } from './unpack-zstd.ts';
import type { DatedUrl, UrlBook } from './url-book.ts';
import { verify, type Delivery } from './verify.ts';

export interface DownloadJob {
  readonly artifact: ListedArtifact;
  /** File that the bytes go to. */
  readonly path: string;
  readonly book: UrlBook;
  readonly localRoot: string | undefined;
}

/** Gets the bytes of one artifact from whichever place has them. Throws only when the whole fetch is at an end. */
export async function downloadArtifact(session: Session, job: DownloadJob): Promise<Fate> {
  if (job.artifact.isArchived)
    return failure('archived', 'the server has moved it to cold storage');
  const signed = job.book.current(job.artifact);
  const candidates = listCandidates(session, job.artifact, signed?.url);
  const failures: Failure[] = [];
  let attemptsLeft = session.limits.artifactAttempts;
  for (const [index, candidate] of candidates.entries()) {
    const hasMore = candidates
      .slice(index + 1)
      .some(({ kind }) => kind === 'signed' || kind === 'content');
    const share = hasMore ? Math.ceil(attemptsLeft / 2) : attemptsLeft;
    const download = new CandidateDownload(session, job, {
      maxAttempts: Math.max(1, share),
      signed,
    });
    const result = await download.run(candidate);
    if (result.kind === 'fetched') return result;
    failures.push(result);
    attemptsLeft -= download.attempts;
  }
  return mostTelling(failures);
}

/** The attempts at one place, with what they remember of each other. */
class CandidateDownload {
  attempts = 0;
  readonly #session: Session;
  readonly #job: DownloadJob;
  readonly #maxAttempts: number;
  readonly #spool: Spool;
  /** The URL in use, which others may have replaced in the book since. */
  #signed: DatedUrl | undefined;
  #refreshes = 0;
  #failures = 0;
  #lastHash: string | undefined;

  constructor(
    session: Session,
    job: DownloadJob,
    start: { readonly maxAttempts: number; readonly signed: DatedUrl | undefined },
  ) {
    this.#session = session;
    this.#job = job;
    this.#maxAttempts = start.maxAttempts;
    this.#signed = start.signed;
    this.#spool = openSpool(job.path, () => easeDescriptors(session));
  }

  async run(candidate: Candidate): Promise<Fate> {
    try {
      const result = await this.#tryPlace(candidate);
      if (result.kind === 'failure') await this.#spool.discard();
      return result;
    } catch (error) {
      await this.#spool.discard().catch(() => undefined);
      throw error;
    }
  }

  async #tryPlace(candidate: Candidate): Promise<Fate> {
    if (candidate.kind === 'unusable') return failure('refused', candidate.reason);
    if (candidate.kind === 'local-file') return this.#copyLocal(candidate.path);
    let place: { kind: 'signed' | 'content'; url: URL } = candidate;
    for (;;) {
      this.#session.signal.throwIfAborted();
      this.attempts += 1;
      const attempt = await attemptDownload(this.#session, {
        artifact: this.#job.artifact,
        url: place.url,
        withKey: place.kind === 'content',
        spool: this.#spool,
      });
      const outcome = await this.#judge(attempt, place);
      if (outcome.kind === 'move') place = { ...place, url: outcome.url };
      else if (outcome.kind !== 'retry') return outcome;
    }
  }

  async #judge(
    attempt: Attempt,
    place: { readonly kind: 'signed' | 'content'; readonly url: URL },
  ): Promise<Outcome> {
    if (attempt.kind === 'delivered') return this.#accept(attempt);
    if (attempt.kind === 'again') return this.#retryAfter(attempt.failure, attempt.waitMs);
    const isForeign = place.kind === 'signed' && place.url.origin !== this.#session.base.origin;
    // Our own endpoint with the key comes next anyway and cannot expire.
    if (attempt.kind === 'final' || !isForeign) return attempt.failure;
    return this.#renew(
      attempt.failure,
      attempt.kind === 'denied' ? 1 : this.#session.limits.maxRefreshes,
    );
  }

  async #renew(cause: Failure, maxRefreshes: number): Promise<Outcome> {
    const { artifact, book } = this.#job;
    if (this.#signed === undefined || this.#refreshes >= maxRefreshes) return cause;
    this.#refreshes += 1;
    this.#signed = await book.renew(artifact, this.#signed);
    const next = signedCandidate(this.#session, this.#signed?.url);
    return next?.kind === 'signed' ? { kind: 'move', url: next.url } : cause;
  }

  async #retryAfter(cause: Failure, waitMs: number | undefined): Promise<Outcome> {
    if (this.attempts >= this.#maxAttempts) return cause;
    const { clock, limits, signal } = this.#session;
    await clock.sleep(waitMs ?? backoffMs(this.#failures, limits, clock), signal);
    this.#failures += 1;
    return { kind: 'retry' };
  }

  async #accept(attempt: Attempt & { kind: 'delivered' }): Promise<Outcome> {
    const { sha256 } = await this.#spool.finish();
    const delivery: Delivery = { ...attempt.delivery, sha256 };
    const isSameAgain = sha256 === this.#lastHash;
    this.#lastHash = sha256;
    const verdict = verify(this.#job.artifact, delivery);
    const fetched = {
      kind: 'fetched',
      sizeBytes: delivery.sizeBytes,
      sha256,
      path: this.#job.path,
      httpStatus: attempt.status,
    } as const;
    if (verdict.kind === 'empty')
      return {
        ...fetched,
        state: 'empty',
        verified: 'size',
        reason: 'the server keeps no bytes for it',
      };
    if (verdict.kind === 'proven')
      return isPacked(this.#job.artifact, delivery)
        ? this.#unpacked(fetched)
        : { ...fetched, state: 'ok', verified: verdict.verified };
    const isSettled = isSameAgain || this.attempts >= this.#maxAttempts;
    if (isSettled && verdict.kind === 'doubtful')
      return { ...fetched, state: 'unverified', verified: 'length', reason: verdict.reason };
    if (isSettled) return failure('corrupt', verdict.reason, attempt.status);
    await this.#spool.discard();
    return this.#retryAfter(failure('corrupt', verdict.reason, attempt.status), undefined);
  }

  async #unpacked(packed: Omit<Fetched, 'state' | 'verified'>): Promise<Fetched> {
    const { artifact, path } = this.#job;
    const unpacked = await unpackZstd(artifact, packed, `${path}.unpacked`);
    if (unpacked.path !== path) await rename(unpacked.path, path);
    return { ...unpacked, path };
  }

  async #copyLocal(path: string): Promise<Fate> {
    const read = await readLocalFile(path, this.#job.localRoot, this.#spool);
    if (read !== 'read') return read;
    const { sizeBytes, head, tail } = this.#spool;
    const { sha256 } = await this.#spool.finish();
    const verdict = verify(this.#job.artifact, {
      sizeBytes,
      head,
      tail,
      sha256,
      framing: 'length',
      contentType: '',
    });
    const fetched = { kind: 'fetched', sizeBytes, sha256, path: this.#job.path } as const;
    if (verdict.kind === 'empty') return { ...fetched, state: 'empty', verified: 'size' };
    if (verdict.kind === 'proven') return { ...fetched, state: 'ok', verified: verdict.verified };
    return verdict.kind === 'doubtful'
      ? { ...fetched, state: 'unverified', verified: 'length', reason: verdict.reason }
      : failure('corrupt', verdict.reason);
  }
}

/** A HAR as storage keeps it; a zstd file that someone downloaded stays what it is. */
function isPacked(artifact: ListedArtifact, delivery: Delivery): boolean {
  return artifact.artifactType !== 'download' && isZstd(delivery.head);
}

type Outcome = Fate | { readonly kind: 'move'; readonly url: URL } | { readonly kind: 'retry' };
