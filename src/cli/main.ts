import type { Command } from './command.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { reportTrouble } from './report-trouble.ts';
import type { Terminal } from './terminal.ts';

/** Loaded when asked for: `--version` and `--help` cost no more than node itself. */
const COMMANDS = {
  fetch: async () => (await import('./commands/fetch.ts')).fetchCommand,
  report: async () => (await import('./commands/report.ts')).reportCommand,
  requests: async () => (await import('./commands/requests.ts')).requestsCommand,
  links: async () => (await import('./commands/links.ts')).linksCommand,
  changes: async () => (await import('./commands/changes.ts')).changesCommand,
  triage: async () => (await import('./commands/triage.ts')).triageCommand,
  compare: async () => (await import('./commands/compare.ts')).compareCommand,
  redact: async () => (await import('./commands/redact.ts')).redactCommand,
  pack: async () => (await import('./commands/pack.ts')).packCommand,
  inspect: async () => (await import('./commands/inspect.ts')).inspectCommand,
  explain: async () => (await import('./commands/explain.ts')).explainCommand,
  verify: async () => (await import('./commands/verify.ts')).verifyCommand,
} as const satisfies Record<string, () => Promise<Command>>;

const RUN_ID = /^(?:tsk|tsk_v2|wr)_\w+$/;

/** Runs one command line. Never exits the process; prints only through `terminal`. */
export async function main(
  argv: readonly string[],
  terminal: Terminal & Partial<SignalSource>,
): Promise<ExitCode> {
  const interrupt = new AbortController();
  const stop = (): void => interrupt.abort();
  terminal.once?.('SIGINT', stop);
  terminal.once?.('SIGTERM', stop);
  try {
    return await dispatch(argv, terminal, interrupt.signal);
  } catch (error) {
    return await reportTrouble(error, terminal, argv.includes('--debug'));
  } finally {
    terminal.off?.('SIGINT', stop);
    terminal.off?.('SIGTERM', stop);
  }
}

/** The part of `process` that tells of Ctrl-C; tests do without. */
export interface SignalSource {
  once(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
  off(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
}

async function dispatch(
  argv: readonly string[],
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const [name, ...rest] = argv.filter((word) => word !== '--debug');
  if (name === undefined || name === '--help' || name === '-h' || name === 'help')
    return await printHelp(name === undefined, terminal);
  if (name === '--version' || name === '-V') return await printVersion(terminal);
  const command = await findCommand(name);
  if (command === undefined) return await unknownCommand(name, terminal);
  // `debrief RUN_ID` = fetch and report: the run id is the argument then, not the command.
  const words = RUN_ID.test(name) ? [name, ...rest] : rest;
  if (words.includes('--help') || words.includes('-h')) {
    terminal.stdout.write(command.help);
    return EXIT.ok;
  }
  return await command.run(words, terminal, signal);
}

async function findCommand(name: string): Promise<Command | undefined> {
  if (RUN_ID.test(name)) return (await import('./commands/debrief.ts')).debriefCommand;
  const load = Object.entries(COMMANDS).find(([known]) => known === name)?.[1];
  return await load?.();
}

async function printHelp(isMisuse: boolean, terminal: Terminal): Promise<ExitCode> {
  const { HELP } = await import('./help.ts');
  (isMisuse ? terminal.stderr : terminal.stdout).write(HELP);
  return isMisuse ? EXIT.usage : EXIT.ok;
}

async function printVersion(terminal: Terminal): Promise<ExitCode> {
  const { TOOL } = await import('../support/tool.ts');
  terminal.stdout.write(`${TOOL.version}\n`);
  return EXIT.ok;
}

async function unknownCommand(name: string, terminal: Terminal): Promise<ExitCode> {
  const { nearestWord } = await import('./nearest-word.ts');
  const { terminalText } = await import('../reporters/escape/terminal.ts');
  const near = nearestWord(name, Object.keys(COMMANDS));
  const hint = near === undefined ? 'see debrief --help' : `did you mean '${near}'?`;
  terminal.stderr.write(`debrief: no command '${terminalText(name)}'; ${hint}\n`);
  return EXIT.usage;
}
