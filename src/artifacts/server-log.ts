/** `skyvern_log_raw`: a JSON array of structlog events; the message is `event`, or `msg` with ids appended (JSON logging). */
import { asArray, asObject, asText, type JsonObject } from '../support/unknown.ts';
import type { Reading } from './read-problem.ts';

export interface ServerLogRecord {
  readonly index: number;
  readonly level: string;
  readonly event: string;
  readonly timestamp: string | undefined;
  readonly fields: JsonObject;
}

export function readServerLog(value: unknown): Reading<readonly ServerLogRecord[]> {
  const rows = asArray(value);
  if (rows === undefined) {
    return {
      problems: [{ code: 'wrong-shape', message: 'a server log is a JSON array of events' }],
    };
  }
  return { value: rows.flatMap((row, index) => readRecord(row, index) ?? []), problems: [] };
}

function readRecord(row: unknown, index: number): ServerLogRecord | undefined {
  const fields = asObject(row);
  const message = asText(fields?.['event']) ?? asText(fields?.['msg']);
  if (fields === undefined || message === undefined) return undefined;
  return {
    index,
    level: asText(fields['level']) ?? 'info',
    event: message.split(' | request_id=')[0] ?? message,
    timestamp: asText(fields['timestamp']),
    fields,
  };
}
