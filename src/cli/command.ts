import type { ExitCode } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/** One subcommand; loaded lazily so that `--version` stays as fast as node itself. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Full text of `debrief NAME --help`, with examples. */
  readonly help: string;
  /** Never exits the process; prints only through `terminal`. Throws UsageError, BundleError, AcquireError: main turns them into a line and an exit code. */
  run(argv: readonly string[], terminal: Terminal, signal: AbortSignal): Promise<ExitCode>;
}

/** Wrong words on the command line; exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly code = 'usage';
}
