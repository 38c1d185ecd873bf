import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Terminal } from './terminal.ts';

/** A report to a file (whole or not at all), or to stdout. Reports quote private pages, so files are their owner's only. */
export async function writeOutput(
  text: string,
  file: string | undefined,
  terminal: Terminal,
): Promise<void> {
  if (file === undefined) {
    terminal.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
    return;
  }
  await mkdir(dirname(file), { recursive: true });
  const partial = `${file}.partial`;
  await writeFile(partial, text, { mode: 0o600 });
  await rename(partial, file);
}
