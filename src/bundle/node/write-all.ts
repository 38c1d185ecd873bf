import type { FileHandle } from 'node:fs/promises';

/** Writes `chunks` one after another, from `position` on; one write may take only a part of what it is given. */
export async function writeAll(
  file: FileHandle,
  chunks: readonly Uint8Array[],
  position: number,
): Promise<void> {
  let left: readonly Uint8Array[] = chunks.filter(({ length }) => length > 0);
  let at = position;
  while (left.length > 0) {
    const { bytesWritten } = await file.writev([...left], at);
    at += bytesWritten;
    left = withoutFirst(left, bytesWritten);
  }
}

function withoutFirst(chunks: readonly Uint8Array[], bytes: number): readonly Uint8Array[] {
  let [skip, index] = [bytes, 0];
  for (const { length } of chunks) {
    if (skip < length) break;
    skip -= length;
    index += 1;
  }
  const [first, ...rest] = chunks.slice(index);
  return first === undefined ? [] : [first.subarray(skip), ...rest];
}
