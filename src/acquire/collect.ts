import { rename, rm } from 'node:fs/promises';
import type { Progress, ArtifactFilter } from './acquire-options.ts';
import { groupArchives, isWholeArchive, splitGroup, type ArchiveGroup } from './archives.ts';
import { downloadArtifact } from './download.ts';
import { failure, NOT_ASKED_FOR, type Fetched, type Fate } from './failure.ts';
import type { Fates } from './fates.ts';
import { isWanted, type RunPlan } from './plan.ts';
import type { ListedArtifact } from './rows.ts';
import type { Session } from './session.ts';
import type { Staging } from './staging.ts';
import { UrlBook } from './url-book.ts';

export interface CollectOptions extends ArtifactFilter {
  /** Told of every artifact as soon as it is settled. */
  readonly fates: Fates;
  readonly staging: Staging;
  readonly localRoot: string | undefined;
  readonly onProgress: (progress: Progress) => void;
}

/** Downloads everything wanted, side by side. The trouble of one artifact never stops the others. */
export async function collectArtifacts(
  session: Session,
  plan: RunPlan,
  options: CollectOptions,
): Promise<void> {
  const collection = new Collection(session, plan, options);
  const wanted = new Set(
    plan.artifacts.filter(({ artifactType }) => isWanted(artifactType, options)),
  );
  const { single, groups } = groupArchives(plan.artifacts);
  const isNeeded = ({ members, parent }: ArchiveGroup): boolean =>
    [...members, parent].some((row) => row !== undefined && wanted.has(row));
  const jobs = [
    // Archives first: they are the biggest and the rest fits in around them.
    ...groups.filter(isNeeded).map((group) => runGroup(session, collection, group)),
    ...soonestExpiringFirst(single.filter((row) => wanted.has(row))).map((row) =>
      session.pool.run(() => collection.fetchSingle(row)),
    ),
  ];
  const results = await Promise.allSettled(jobs);
  const broken = results.find((result) => result.status === 'rejected');
  if (broken !== undefined) throw broken.reason;
  collection.settleRest();
}

/** Members that the archive did not give wait in line like everything else. */
async function runGroup(
  session: Session,
  collection: Collection,
  group: ArchiveGroup,
): Promise<void> {
  const left = await session.pool.run(() => collection.fetchGroup(group));
  await Promise.all(left.map((member) => session.pool.run(() => collection.fetchMember(member))));
}

/** URLs of screenshots and recordings live one hour, the others twelve or more. */
function soonestExpiringFirst(artifacts: readonly ListedArtifact[]): readonly ListedArtifact[] {
  return [
    ...artifacts.filter(isShortLived),
    ...artifacts.filter((artifact) => !isShortLived(artifact)),
  ];
}

function isShortLived({ artifactType }: ListedArtifact): boolean {
  return /^(?:screenshot|recording|session_replay)/.test(artifactType);
}

class Collection {
  readonly #session: Session;
  readonly #plan: RunPlan;
  readonly #staging: Staging;
  readonly #options: CollectOptions;
  readonly #book: UrlBook;
  readonly #fates: Fates;
  #bytes = 0;

  constructor(session: Session, plan: RunPlan, options: CollectOptions) {
    this.#session = session;
    this.#plan = plan;
    this.#staging = options.staging;
    this.#fates = options.fates;
    this.#options = options;
    this.#book = new UrlBook(session, relistPaths(plan));
  }

  settleRest(): void {
    for (const artifact of this.#plan.artifacts) {
      if (!this.#fates.has(artifact))
        this.#fates.settle(artifact, failure('skipped', NOT_ASKED_FOR));
    }
  }

  async fetchSingle(artifact: ListedArtifact): Promise<void> {
    const finished = await this.#staging.finished(artifact);
    const fate = finished ?? (await this.#download(artifact, this.#staging.pathFor(artifact)));
    await this.#settle(artifact, fate, finished === undefined);
  }

  /** One ZIP instead of many members. Returns those that have to be fetched by themselves. */
  async fetchGroup(group: ArchiveGroup): Promise<readonly ListedArtifact[]> {
    const open = await this.#withoutFinished(group.members);
    const isParentWanted =
      group.parent !== undefined && isWanted(group.parent.artifactType, this.#options);
    if (open.length > 0) await this.#fetchArchive(group, open);
    else if (group.parent !== undefined && isParentWanted)
      this.#noteSplit(group.parent, group.members.length);
    return open.filter(
      (member) => !this.#fates.has(member) && isWanted(member.artifactType, this.#options),
    );
  }

  async fetchMember(member: ListedArtifact): Promise<void> {
    const path = `${this.#staging.pathFor(member)}.member`;
    const fate = await this.#download(member, path);
    if (fate.kind === 'failure' || !(await isWholeArchive(member, fate))) {
      await this.#settle(member, await this.#moved(member, fate), true);
      return;
    }
    const own = await splitGroup(path, [member], (row) => this.#staging.pathFor(row)).catch(
      (error: unknown) => String(error),
    );
    await rm(path, { force: true });
    const split = typeof own === 'string' ? failure('corrupt', own) : own.fates.get(member);
    await this.#settle(
      member,
      split ?? failure('missing', `the archive has no member ${member.bundleKey ?? ''}`),
      true,
    );
  }

  async #fetchArchive(group: ArchiveGroup, open: readonly ListedArtifact[]): Promise<void> {
    const source = group.parent ?? open[0];
    if (source === undefined) return;
    const fate = await this.#download(source, `${this.#staging.pathFor(source)}.archive`);
    const isFile = fate.kind === 'fetched' && fate.state !== 'empty';
    if (isFile && (source === group.parent || (await isWholeArchive(source, fate))))
      await this.#split(group, fate, open);
    else await this.#settle(source, await this.#moved(source, fate), source !== group.parent);
  }

  /** A file fetched under a working name takes the name by which a resumed fetch finds it. */
  async #moved(artifact: ListedArtifact, fate: Fate): Promise<Fate> {
    if (fate.kind === 'failure') return fate;
    const path = this.#staging.pathFor(artifact);
    await rename(fate.path, path);
    return { ...fate, path };
  }

  async #split(
    group: ArchiveGroup,
    archive: Fetched,
    open: readonly ListedArtifact[],
  ): Promise<void> {
    const wanted = open.filter(({ artifactType }) => isWanted(artifactType, this.#options));
    try {
      const { fates, strangers } = await splitGroup(archive.path, open, (row) =>
        this.#staging.pathFor(row),
      );
      for (const row of wanted) {
        const fate = fates.get(row);
        if (fate?.kind === 'fetched') await this.#settle(row, fate, true);
      }
      const isSplit = strangers === 0 && open.every((row) => fates.get(row)?.kind === 'fetched');
      if (group.parent === undefined || isSplit) await rm(archive.path, { force: true });
      if (group.parent === undefined) return;
      if (isSplit) this.#noteSplit(group.parent, group.members.length);
      else await this.#settle(group.parent, archive, false);
    } catch (error) {
      this.#session.signal.throwIfAborted();
      if (group.parent !== undefined)
        await this.#settle(
          group.parent,
          failure('corrupt', error instanceof Error ? error.message : String(error)),
          false,
        );
    }
  }

  #noteSplit(parent: ListedArtifact, count: number): void {
    this.#fates.settle(
      parent,
      failure('skipped', `its ${String(count)} members are stored as entries of their own`),
    );
    this.#report();
  }

  async #withoutFinished(members: readonly ListedArtifact[]): Promise<readonly ListedArtifact[]> {
    const open: ListedArtifact[] = [];
    for (const member of members) {
      const finished = await this.#staging.finished(member);
      if (finished === undefined) open.push(member);
      else await this.#settle(member, finished, false);
    }
    return open;
  }

  #download(artifact: ListedArtifact, path: string): Promise<Fate> {
    return downloadArtifact(this.#session, {
      artifact,
      path,
      book: this.#book,
      localRoot: this.#options.localRoot,
    });
  }

  async #settle(artifact: ListedArtifact, fate: Fate, isNew: boolean): Promise<void> {
    if (isNew && fate.kind === 'fetched') await this.#staging.note(artifact, fate);
    this.#fates.settle(artifact, fate);
    if (fate.kind === 'fetched') this.#bytes += fate.sizeBytes;
    this.#report();
  }

  #report(): void {
    this.#options.onProgress({
      phase: 'downloading',
      done: this.#fates.count,
      total: this.#plan.artifacts.length,
      bytes: this.#bytes,
    });
  }
}

/** The listings that hold most rows in one answer. */
function relistPaths(plan: RunPlan): readonly string[] {
  const listings = plan.answers.filter(
    ({ question, value }) => question.isListing && Array.isArray(value) && value.length > 0,
  );
  return listings
    .filter(
      ({ question }) => question.resource === 'artifacts' || question.resource === 'task_artifacts',
    )
    .map(({ path }) => path);
}
