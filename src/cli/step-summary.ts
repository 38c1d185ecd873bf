import { appendFile, stat } from 'node:fs/promises';
import type { Terminal } from './terminal.ts';

/** GitHub drops a whole summary beyond 1 MiB, and other tools of the step write into the same file. */
const MAX_SUMMARY_BYTES = 900 * 1024;

/**
 * Adds Markdown to the step summary of GitHub Actions, where there is one and while there is room. `render` gets the
 * bytes that are left.
 */
export async function addStepSummary(
  terminal: Terminal,
  render: (maxBytes: number) => string,
): Promise<void> {
  const file = terminal.env['GITHUB_STEP_SUMMARY'];
  if (file === undefined || file === '') return;
  const usedBytes = (await stat(file).catch(() => undefined))?.size ?? 0;
  const text = render(Math.max(0, MAX_SUMMARY_BYTES - usedBytes));
  if (Buffer.byteLength(text) + usedBytes > MAX_SUMMARY_BYTES) {
    terminal.stderr.write('the step summary is full; nothing was added to it\n');
    return;
  }
  await appendFile(file, text);
}
