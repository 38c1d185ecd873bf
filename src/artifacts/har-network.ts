import type { Exchange, HarPage, Network } from './traffic.ts';
import type { SourceRef } from '../support/source-ref.ts';
import { readExchange, readHead } from './har-entry.ts';
import type { ExchangeHead } from './har-entry.ts';
import type { Fields } from './har-fields.ts';
import { fieldsOf, isFields, listOf, textOf, timeOf } from './har-fields.ts';
import type { ReadProblem } from './read-problem.ts';

/** Problems of the same kind are named up to here and counted beyond. */
const MAX_NAMED_ENTRIES = 5;

/** Decides what is kept of a recording while it is read. */
export interface KeepRule {
  /** Asked of every entry first, because most of a recording is of no interest and costs time to read. */
  readonly wants: (head: ExchangeHead) => boolean;
  /** What to keep of a wanted exchange; undefined drops it. */
  readonly keep: (exchange: Exchange) => Exchange | undefined;
}

export interface ReadOptions {
  /** What to keep of each exchange; everything when absent. */
  readonly keep?: KeepRule;
}

/** Collects entries one by one, whoever found them: JSON.parse, the salvager or the stream scanner. */
export interface NetworkBuilder {
  add(entry: unknown, index: number): void;
  build(log: Fields): Network;
  problems(): readonly ReadProblem[];
}

export function buildNetwork(source: SourceRef, keep?: KeepRule): NetworkBuilder {
  const exchanges: Exchange[] = [];
  const lostIndexes: number[] = [];
  let lostCount = 0;
  let bodies: Network['bodies'] = 'omitted';

  return {
    add(entry, index) {
      if (bodies !== 'recorded') bodies = mergeBodies(bodies, entry);
      if (keep !== undefined && !isWanted(entry, keep)) return;
      const exchange = readExchange(entry, { source, index });
      if (exchange === undefined) {
        lostCount += 1;
        if (lostIndexes.length < MAX_NAMED_ENTRIES) lostIndexes.push(index);
        return;
      }
      const kept = keep === undefined ? exchange : keep.keep(exchange);
      if (kept !== undefined) exchanges.push(kept);
    },
    build: (log) => ({
      source,
      exchanges,
      pages: readPages(listOf(log, 'pages')),
      creator: readCreator(log),
      bodies,
    }),
    problems: () => (lostCount === 0 ? [] : [lostEntries(lostIndexes, lostCount)]),
  };
}

/** Damaged entries are wanted: they have to be counted. */
function isWanted(entry: unknown, keep: KeepRule): boolean {
  const head = readHead(entry);
  return head === undefined || keep.wants(head);
}

function lostEntries(indexes: readonly number[], count: number): ReadProblem {
  const named = indexes.join(', ');
  const rest = count > indexes.length ? ` and ${count - indexes.length} more` : '';
  const subject = count === 1 ? 'entry' : 'entries';
  return {
    code: 'wrong-shape',
    message: `log.entries: ${subject} ${named}${rest} without a request and URL, left out`,
  };
}

function mergeBodies(known: Network['bodies'], entry: unknown): Network['bodies'] {
  if (!isFields(entry)) return known;
  const content = fieldsOf(fieldsOf(entry, 'response'), 'content');
  if (textOf(content, 'text') !== undefined) return 'recorded';
  return textOf(content, '_file') === undefined ? known : 'attached';
}

function readPages(list: readonly unknown[]): readonly HarPage[] {
  const pages: HarPage[] = [];
  for (const page of list) {
    if (!isFields(page)) continue;
    const id = textOf(page, 'id');
    if (id === undefined) continue;
    pages.push({
      id,
      title: textOf(page, 'title') ?? '',
      startedAtMs: timeOf(page, 'startedDateTime'),
    });
  }
  return pages;
}

function readCreator(log: Fields): string | undefined {
  const creator = fieldsOf(log, 'creator');
  const name = textOf(creator, 'name');
  if (name === undefined) return undefined;
  const version = textOf(creator, 'version');
  return version === undefined ? name : `${name} ${version}`;
}
