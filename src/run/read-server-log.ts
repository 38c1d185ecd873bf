import { readServerLog, type ServerLogRecord } from '../artifacts/server-log.ts';
import { parseUtc } from '../support/iso-time.ts';
import type { SourceRef } from '../support/source-ref.ts';
import { asText } from '../support/unknown.ts';
import type { BundleFiles } from './bundle-files.ts';
import type { LogEvent } from './run.ts';

/**
 * All server log files as one list without repeats: the row of the last step can hold the log of the whole run, so contents
 * count, not the row's step.
 */
export async function readServerLogs(files: BundleFiles): Promise<readonly LogEvent[] | undefined> {
  const logs = files.ofType('skyvern_log_raw');
  if (logs.length === 0) return undefined;
  const events = new Map<string, LogEvent>();
  for (const file of logs) {
    const document = await files.json(file);
    const records =
      document === undefined
        ? undefined
        : files.keep(file.entryName, readServerLog(document.value));
    for (const record of records ?? []) {
      const key = `${record.timestamp}|${record.event}|${record.fields['file']?.toString() ?? ''}`;
      if (!events.has(key)) events.set(key, toEvent(record, file.source));
    }
  }
  return [...events.values()].toSorted((a, b) => (a.atMs ?? 0) - (b.atMs ?? 0));
}

function toEvent(record: ServerLogRecord, source: SourceRef): LogEvent {
  return {
    place: { source, pointer: `/${record.index}` },
    atMs: parseUtc(record.timestamp),
    level: record.level,
    event: record.event,
    stepId: asText(record.fields['step_id']),
    taskId: asText(record.fields['task_id']),
    fields: record.fields,
  };
}
