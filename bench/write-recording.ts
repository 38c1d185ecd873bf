import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TrimmedRecording } from './trim-recording.ts';

/** What the report of a recording must say. */
export interface Expected {
  readonly kind: string;
  readonly cause: string | null;
  readonly step: number | null;
  readonly block: string | null;
  /** Types of the artifacts that the server lists and does not have. */
  readonly missing: readonly string[];
}

/** Writes one recording anew, equal bodies once; returns its size. */
export function writeRecording(
  folder: string,
  recording: TrimmedRecording,
  expected: Expected,
): number {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'bodies'), { recursive: true });
  const fileOf = new Map<string, string>();
  let sizeBytes = 0;
  const responses = recording.responses.map(({ answer, name, bytes }) => {
    const key = bytes.toString('latin1');
    let body = fileOf.get(key);
    if (body === undefined) {
      body = `${String(fileOf.size + 1).padStart(3, '0')}-${name}`;
      fileOf.set(key, body);
      writeFileSync(join(folder, 'bodies', body), bytes);
      sizeBytes += bytes.length;
    }
    return { ...answer, body, size: bytes.length };
  });
  const index = { ...recording.head, responses };
  writeFileSync(join(folder, 'index.json'), `${JSON.stringify(index, undefined, 1)}\n`);
  writeFileSync(join(folder, 'expected.json'), `${JSON.stringify(expected, undefined, 2)}\n`);
  return sizeBytes;
}
