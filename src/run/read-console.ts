import { readConsoleLog, type ConsoleRecord } from '../artifacts/console-log.ts';
import { parseUtc } from '../support/iso-time.ts';
import type { SourceRef } from '../support/source-ref.ts';
import type { BundleFiles } from './bundle-files.ts';
import type { ConsoleMessage, Network } from './run.ts';

/** Below this a difference is scheduling, not a clock. */
const NEGLIGIBLE_MS = 2_000;

export interface ConsoleReading {
  readonly messages: readonly ConsoleMessage[];
  readonly offsetMs: number | undefined;
}

/**
 * Console stamps are the server's local time with a `Z` that means nothing. Lines about failed loads name a URL that the HAR
 * has too: the median difference is the offset.
 */
export async function readConsole(
  files: BundleFiles,
  network: Network | undefined,
): Promise<ConsoleReading | undefined> {
  const logs = files.ofType('browser_console_log');
  if (logs.length === 0) return undefined;
  const records: { record: ConsoleRecord; source: SourceRef }[] = [];
  for (const file of logs) {
    const document = await files.text(file);
    for (const record of readConsoleLog(document?.text ?? ''))
      records.push({ record, source: file.source });
  }
  const offsetMs = clockOffset(
    records.map(({ record }) => record),
    network,
  );
  const shift = offsetMs !== undefined && Math.abs(offsetMs) > NEGLIGIBLE_MS ? offsetMs : 0;
  return {
    messages: records.map(({ record, source }) => toMessage(record, source, shift)),
    offsetMs,
  };
}

function toMessage(record: ConsoleRecord, source: SourceRef, shift: number): ConsoleMessage {
  const written = parseUtc(record.writtenAt);
  return {
    source,
    line: record.line,
    atMs: written === undefined ? undefined : written - shift,
    level: record.level,
    text: record.text,
    url: record.url,
  };
}

function clockOffset(
  records: readonly ConsoleRecord[],
  network: Network | undefined,
): number | undefined {
  const differences: number[] = [];
  for (const record of records) {
    const written = parseUtc(record.writtenAt);
    const exchanges =
      network?.exchanges.filter(
        (exchange) => exchange.url === record.url && exchange.startedAtMs !== undefined,
      ) ?? [];
    // A URL requested more than once does not say which request the line is about.
    const startedAtMs = exchanges.length === 1 ? exchanges[0]?.startedAtMs : undefined;
    if (
      written !== undefined &&
      startedAtMs !== undefined &&
      record.text.startsWith('Failed to load resource')
    )
      differences.push(written - startedAtMs);
  }
  return differences.toSorted((a, b) => a - b)[Math.floor(differences.length / 2)];
}
