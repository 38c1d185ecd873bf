import { AcquireError } from '../acquire/acquire-error.ts';
import { BundleError, type BundleErrorCode } from '../bundle/bundle-error.ts';
import { UsageError } from './command.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { terminalText } from '../reporters/escape/terminal.ts';
import { acquireExitCode } from './acquire-exit-code.ts';
import type { Terminal } from './terminal.ts';

const BUNDLE_EXITS = {
  'not-a-bundle': EXIT.usage,
  'empty-bundle': EXIT.usage,
  'newer-format': EXIT.unusable,
  'damaged-zip': EXIT.usage,
  'unsafe-zip': EXIT.usage,
  'limit-exceeded': EXIT.usage,
  'entry-missing': EXIT.usage,
  'entry-damaged': EXIT.usage,
  'not-found': EXIT.usage,
} satisfies Record<BundleErrorCode, ExitCode>;

const DISK_CODES: ReadonlySet<string> = new Set([
  'ENOSPC',
  'EDQUOT',
  'EFBIG',
  'EACCES',
  'EPERM',
  'EROFS',
  'EMFILE',
  'ENOTDIR',
  'EISDIR',
  'ENOENT',
]);

/** One line for the person, a code for the program; the stack only when it was asked for. */
export async function reportTrouble(
  error: unknown,
  terminal: Terminal,
  wantsStack: boolean,
): Promise<ExitCode> {
  const { line, exit } = describe(error);
  // Loaded in trouble only: names and quotations in a message may hold secrets.
  const { withoutPatterns } = await import('./redacted-output.ts');
  const print = (text: string): unknown =>
    terminal.stderr.write(`${terminalText(withoutPatterns().text(text))}\n`);
  print(`debrief: ${line}`);
  if (wantsStack && error instanceof Error) print(error.stack ?? '');
  return exit;
}

function describe(error: unknown): { readonly line: string; readonly exit: ExitCode } {
  if (error instanceof UsageError) return { line: error.message, exit: EXIT.usage };
  if (error instanceof BundleError)
    return { line: `${error.message} [${error.code}]`, exit: BUNDLE_EXITS[error.code] };
  if (error instanceof AcquireError)
    return { line: `${error.message} [${error.code}]`, exit: acquireExitCode(error.code) };
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = error instanceof Error ? error.message : String(error);
  if (DISK_CODES.has(code)) return { line: `${message} [${code}]`, exit: EXIT.localIo };
  return {
    line: `a bug of ours: ${message.split('\n')[0] ?? ''}; run again with --debug and report it`,
    exit: EXIT.bug,
  };
}
