import { answerValue, getAnswer } from './client.ts';
import { isRecord, recordsIn, textAt } from './json-value.ts';
import type { ListedArtifact } from './rows.ts';
import type { Session } from './session.ts';

/** A signed URL and the listing it came from. */
export interface DatedUrl {
  readonly url: string;
  readonly generation: number;
}

/** The newest signed URL of each artifact. Expired ones are renewed by one re-listing for all, and only then one by one. */
export class UrlBook {
  readonly #session: Session;
  readonly #listingPaths: readonly string[];
  readonly #urls = new Map<string, DatedUrl>();
  #generation = 0;
  #relisting: Promise<void> | undefined;

  constructor(session: Session, listingPaths: readonly string[]) {
    this.#session = session;
    this.#listingPaths = listingPaths;
  }

  /** The artifact's URL as best known. */
  current(artifact: ListedArtifact): DatedUrl | undefined {
    const known = this.#urls.get(artifact.artifactId);
    if (known !== undefined) return known;
    return artifact.signedUrl === undefined
      ? undefined
      : { url: artifact.signedUrl, generation: 0 };
  }

  /** A younger URL than `expired`, or undefined when the server gives none. */
  async renew(artifact: ListedArtifact, expired: DatedUrl): Promise<DatedUrl | undefined> {
    if (this.#generation === expired.generation) await this.#relist();
    const relisted = this.#urls.get(artifact.artifactId);
    if (
      relisted !== undefined &&
      relisted.generation > expired.generation &&
      relisted.url !== expired.url
    )
      return relisted;
    return this.#mint(artifact, expired);
  }

  /** At most one listing at a time, however many downloads find their URL dead. */
  async #relist(): Promise<void> {
    this.#relisting ??= this.#listAll().finally(() => {
      this.#relisting = undefined;
    });
    await this.#relisting;
  }

  async #listAll(): Promise<void> {
    const generation = this.#generation + 1;
    for (const path of this.#listingPaths) {
      const answer = await getAnswer(this.#session, path);
      const value = answerValue(answer);
      for (const row of recordsIn(value))
        this.#note(row['artifact_id'], textAt(row, 'signed_url'), generation);
    }
    this.#generation = generation;
  }

  async #mint(artifact: ListedArtifact, expired: DatedUrl): Promise<DatedUrl | undefined> {
    if (!/^[A-Za-z0-9_-]{1,100}$/.test(artifact.artifactId)) return undefined;
    for (const path of [
      `/v1/artifacts/${artifact.artifactId}/signed-url`,
      `/v1/artifacts/${artifact.artifactId}`,
    ]) {
      const answer = await getAnswer(this.#session, path);
      const value = answerValue(answer);
      const url = isRecord(value) ? textAt(value, 'signed_url') : undefined;
      if (url !== undefined && url !== expired.url)
        return this.#note(artifact.artifactId, url, this.#generation + 1);
    }
    return undefined;
  }

  #note(artifactId: unknown, url: string | undefined, generation: number): DatedUrl | undefined {
    if (typeof artifactId !== 'string' || url === undefined) return undefined;
    const dated = { url, generation };
    this.#urls.set(artifactId, dated);
    return dated;
  }
}
