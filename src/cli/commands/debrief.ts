import { resolve } from 'node:path';
import type { Command } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { onePositional, parseOptions } from '../parse-options.ts';
import type { Terminal } from '../terminal.ts';
import { fetchCommand } from './fetch.ts';
import { readTargets, reportBundle } from './report.ts';

const HELP = `Usage: debrief RUN_ID [options]

Fetches a run and reports on it: debrief fetch and debrief report in one go.

Options:
  --base-url URL            address of the API (default: SKYVERN_BASE_URL)
  --bundle FILE             where to keep the bundle (default: RUN_ID.zip)
  --format FORMAT[=FILE]    as for debrief report
  --out FILE                write the report to FILE instead of stdout
  --help                    show this help

Example:
  debrief tsk_600186874052423660 --format html=report.html
`;

export const debriefCommand: Command = {
  name: 'RUN_ID',
  summary: 'fetch a run and report on it',
  help: HELP,
  async run(argv, terminal, signal) {
    const { values, positionals } = parseOptions(argv, {
      'base-url': { type: 'string' },
      bundle: { type: 'string' },
      format: { type: 'string', multiple: true },
      out: { type: 'string' },
    });
    const runId = onePositional(positionals, 'RUN_ID', 'RUN_ID');
    const bundle = values.bundle ?? `${runId}.zip`;
    const targets = readTargets(values.format ?? ['terminal'], values.out);
    const connection = values['base-url'] === undefined ? [] : ['--base-url', values['base-url']];
    const fetched = await fetchCommand.run(
      [runId, '--out', bundle, ...connection],
      quietly(terminal),
      signal,
    );
    if (!isUsable(fetched)) return fetched;
    await reportBundle(resolve(terminal.cwd(), bundle), targets, terminal);
    return fetched;
  },
};

/** The report owns stdout; the fetch speaks on stderr. */
function quietly(terminal: Terminal): Terminal {
  return {
    stdout: terminal.stderr,
    stderr: terminal.stderr,
    env: terminal.env,
    cwd: () => terminal.cwd(),
  };
}

/** A partial bundle is a bundle: the report says what its absence costs. */
function isUsable(code: ExitCode): boolean {
  return code === EXIT.ok || code === EXIT.incomplete;
}
