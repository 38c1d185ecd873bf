import { openBundle } from '../bundle/node/open-bundle.ts';
import { bundleRedactor } from '../diagnosis/redact-report.ts';
import { redactedSource } from '../diagnosis/redacted-source.ts';
import { readRun } from '../run/read-run.ts';
import type { Run } from '../run/run.ts';
import { outputOf, type RedactedOutput } from './redacted-output.ts';

export interface RedactedRun {
  readonly run: Run;
  readonly output: RedactedOutput;
}

/** Opens a bundle and reads it without its secrets: none can reach what a command prints, cut or whole. */
export async function openRedactedRun(path: string): Promise<RedactedRun> {
  const source = await openBundle(path);
  try {
    const redactor = await bundleRedactor(source);
    const run = await readRun(redactedSource(source, redactor));
    return { run, output: outputOf(redactor) };
  } finally {
    await source.close?.();
  }
}

/** What `openRedactedRun` knows of a bundle's secrets, for a command that reads the raw run itself. */
export async function bundleOutput(path: string): Promise<RedactedOutput> {
  const source = await openBundle(path);
  try {
    return outputOf(await bundleRedactor(source));
  } finally {
    await source.close?.();
  }
}
