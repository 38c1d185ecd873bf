import { basename, resolve } from 'node:path';
import { packFolder } from '../../acquire/pack/pack-folder.ts';
import type { Manifest } from '../../bundle/manifest.ts';
import { UsageError, type Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { plain, renderBytes } from '../fetch-text.ts';
import { onePositional, parseOptions } from '../parse-options.ts';
import { withoutPatterns } from '../redacted-output.ts';

const HELP = `debrief pack DIR - make a bundle of the files in a self-hosted server's artifact folder

DIR is the folder that ARTIFACT_STORAGE_PATH of the server names, or one of an organization, a task or a step inside
it. The server is not asked, so the bundle has no API answers: a report on it knows pages, requests and the model's
calls, but neither the outcome of the run nor the results of its actions. With a running server, prefer
debrief fetch --allow-local-files DIR.

Options
  --out FILE      bundle to write (default: the name of DIR with .zip)
  --task IDS      only the files of these tasks, separated by commas

Examples
  debrief pack artifacts/o_1/tsk_401234567890123456 --out run.zip
  debrief pack artifacts --task tsk_401234567890123456

Prints the path of the bundle. Exit codes: 0 written, 2 wrong usage, 4 no artifacts in DIR, 5 disk.
`;

/** `debrief pack`: from a folder of artifacts to a bundle. */
export const packCommand: Command = {
  name: 'pack',
  summary: "make a bundle of the files in a self-hosted server's artifact folder",
  help: HELP,
  async run(argv, terminal, signal) {
    const { values, positionals } = parseOptions(argv, {
      out: { type: 'string' },
      task: { type: 'string' },
    });
    const folder = resolve(terminal.cwd(), onePositional(positionals, 'DIR', 'pack'));
    const shown = values.out ?? `${basename(folder)}.zip`;
    const { manifest } = await packFolder({
      folder,
      out: resolve(terminal.cwd(), shown),
      taskIds: values.task === undefined ? undefined : readTaskIds(values.task),
      signal,
    });
    terminal.stdout.write(`${shown}\n`);
    terminal.stderr.write(withoutPatterns().text(describe(manifest)));
    return EXIT.ok;
  },
};

function readTaskIds(text: string): readonly string[] {
  const ids = text.split(',').map((id) => id.trim());
  if (ids.every((id) => /^tsk_[A-Za-z0-9_]+$/.test(id))) return ids;
  throw new UsageError('--task wants task ids, such as tsk_401234567890123456');
}

function describe({ run_id: runId, artifacts, warnings }: Manifest): string {
  const bytes = artifacts.reduce((sum, { size }) => sum + (size ?? 0), 0);
  const doubtful = artifacts.filter(({ state }) => state === 'unverified');
  const head = `${String(artifacts.length)} artifacts, ${renderBytes(bytes)}, of ${runId ?? 'an unknown run'}`;
  const lines = [
    head,
    ...doubtful.slice(0, 10).map(({ row, reason }) => `  ${row.uri ?? ''}: ${reason ?? ''}`),
    ...warnings.map((warning) => `  note: ${warning}`),
  ];
  return lines.map((line) => `${plain(line)}\n`).join('');
}
