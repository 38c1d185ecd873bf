import { quoteName } from '../quote-name.ts';
import { FLAG_DESCRIPTOR, type Oddity, type ZipEntry } from './zip-entry.ts';
import { zipError } from './zip-rule.ts';

// Data descriptors with or without signature, with 32-bit or 64-bit sizes.
const DESCRIPTOR_BYTES: readonly number[] = [12, 16, 20, 24];

/** No entry may overlap another; bytes that belong to none are reported. Entries come sorted by offset. */
export function checkLayout(
  entries: readonly ZipEntry[],
  directoryOffset: number,
): readonly Oddity[] {
  const oddities: Oddity[] = [];
  const first = entries[0]?.headerOffset ?? directoryOffset;
  if (first > 0)
    oddities.push({ rule: 'prefix-bytes', what: `${String(first)} bytes precede the zip` });
  for (const [index, entry] of entries.entries()) {
    const gap = gapAfter(entry, entries[index + 1]?.headerOffset ?? directoryOffset);
    const isDescriptor = (entry.flags & FLAG_DESCRIPTOR) !== 0 && DESCRIPTOR_BYTES.includes(gap);
    if (gap > 0 && !isDescriptor)
      oddities.push({
        rule: 'hidden-bytes',
        what: `${String(gap)} bytes after ${quoteName(entry.name)} belong to no entry`,
      });
  }
  return oddities;
}

function gapAfter(entry: ZipEntry, next: number): number {
  const gap = next - entry.contentOffset - entry.compressedBytes;
  if (gap < 0)
    throw zipError(
      'overlap',
      `The bytes of ${quoteName(entry.name)} overlap what comes after them`,
      { entry: entry.name },
    );
  return gap;
}
