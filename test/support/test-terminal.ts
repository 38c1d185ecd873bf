import type { Terminal } from '../../src/cli/terminal.ts';

/** A terminal that remembers what was written. */
export interface TestTerminal extends Terminal {
  stdoutText(): string;
  stderrText(): string;
}

export function testTerminal(
  cwd: string,
  env: Readonly<Record<string, string | undefined>> = {},
): TestTerminal {
  const written = { stdout: '', stderr: '' };
  const streamOf = (name: 'stdout' | 'stderr') => ({
    write: (text: string): boolean => {
      written[name] += text;
      return true;
    },
  });
  return {
    stdout: streamOf('stdout'),
    stderr: streamOf('stderr'),
    env,
    cwd: () => cwd,
    stdoutText: () => written.stdout,
    stderrText: () => written.stderr,
  };
}
