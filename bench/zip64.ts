/** Bundles beyond the limits of the classic zip format, read back by `unzip` and by Python. */
import { execFileSync } from 'node:child_process';
import { closeSync, ftruncateSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { writeBundle, type BundleEntry } from '../src/bundle/node/write-bundle.ts';

const COUNT = 70_000;
const BIG_BYTES = 4_500_000_000;

export async function readBack(folder: string): Promise<string> {
  const many = Array.from({ length: COUNT }, (_, index) => small(index));
  const holes = join(folder, 'zeros');
  const file = openSync(holes, 'w');
  ftruncateSync(file, BIG_BYTES);
  closeSync(file);
  // The recording is stored, the log deflated; what stands behind both has an offset beyond 4 GB.
  const big: readonly BundleEntry[] = [
    { name: 'artifacts/a.webm', path: holes, sizeBytes: BIG_BYTES },
    { name: 'artifacts/b.log', path: holes, sizeBytes: BIG_BYTES },
    small(0),
  ];
  return [await check(join(folder, 'many.zip'), many), await check(join(folder, 'big.zip'), big)]
    .map((line) => `zip64: ${line}`)
    .join('\n');
}

function small(index: number): BundleEntry {
  return { name: `artifacts/c${String(index)}.txt`, bytes: Buffer.from(`file ${String(index)}`) };
}

async function check(path: string, entries: readonly BundleEntry[]): Promise<string> {
  await writeBundle(path, entries);
  // Both read every entry and compare its CRC-32.
  execFileSync('unzip', ['-tqq', path]);
  const script =
    'import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\nprint(len(z.infolist()), sum(i.file_size for i in z.infolist()))';
  const counted = execFileSync('python3', ['-c', script, path]).toString().trim();
  return `${counted.replace(' ', ' entries, ')} bytes, whole for unzip and Python's zipfile`;
}
