/** `browser_console_log`: `{time}Z[{level}]{text} url={url} lineNumber={n} columnNumber={m}`, text may span lines. */

export interface ConsoleRecord {
  /** 1-based line on which the record starts. */
  readonly line: number;
  /** As written: the server's local clock with a `Z` that means nothing. */
  readonly writtenAt: string;
  readonly level: string;
  readonly text: string;
  readonly url: string | undefined;
}

const RECORD_START = /^(\d{4}-\d\d-\d\dT[\d:.]{5,20})Z\[(\w{1,20})\]/;

export function readConsoleLog(text: string): readonly ConsoleRecord[] {
  const records: ConsoleRecord[] = [];
  let open: { line: number; writtenAt: string; level: string; lines: string[] } | undefined;
  const lines = text.split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    const start = RECORD_START.exec(line);
    if (start === null) {
      open?.lines.push(line);
      continue;
    }
    if (open !== undefined) records.push(closeRecord(open));
    open = {
      line: index + 1,
      writtenAt: start[1] ?? '',
      level: start[2] ?? '',
      lines: [line.slice(start[0].length)],
    };
  }
  if (open !== undefined) records.push(closeRecord(open));
  return records;
}

function closeRecord(open: {
  line: number;
  writtenAt: string;
  level: string;
  lines: string[];
}): ConsoleRecord {
  const whole = open.lines.join('\n').trimEnd();
  const tail = whole.lastIndexOf(' url=');
  const place = tail < 0 ? '' : whole.slice(tail + 5);
  const url = place.split(' lineNumber=')[0]?.trim();
  return {
    line: open.line,
    writtenAt: open.writtenAt,
    level: open.level,
    text: tail < 0 ? whole : whole.slice(0, tail),
    url: url === undefined || url === '' ? undefined : url,
  };
}
