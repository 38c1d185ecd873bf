import { main } from '../../src/cli/main.ts';

export interface Printed {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one command line in this process and keeps what it prints. */
export async function runCommand(...argv: readonly string[]): Promise<Printed> {
  let stdout = '';
  let stderr = '';
  const code = await main(argv, {
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: (text: string) => (stderr += text) },
    env: {},
    cwd: () => '/',
  });
  return { code, stdout, stderr };
}
