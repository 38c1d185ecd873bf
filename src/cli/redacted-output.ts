import { openBundle } from '../bundle/node/open-bundle.ts';
import { bundleRedactor } from '../diagnosis/redact-report.ts';
import { redactedSource } from '../diagnosis/redacted-source.ts';
import {
  createRedactor,
  discoverSecrets,
  redactDiagnosis,
  type Redactor,
} from '../redact/index.ts';
import { readRun } from '../run/read-run.ts';
import type { Run } from '../run/run.ts';

/** What a command prints goes through this: text as a whole, JSON string by string. */
export interface RedactedOutput {
  readonly text: (text: string) => string;
  readonly json: (json: string) => string;
}

let patterns: RedactedOutput | undefined;

/** For words of a server or a page without a bundle: secrets that show themselves by their name or shape. */
export function withoutPatterns(): RedactedOutput {
  patterns ??= outputOf(createRedactor(discoverSecrets([]), { key: 'output' }));
  return patterns;
}

/** For commands that print what a redactor of a bundle may know. */
export function outputOf(redactor: Redactor): RedactedOutput {
  return {
    text: (text) => redactor.redactText(text).text,
    json: (json) => {
      const value = redactDiagnosis(JSON.parse(json), redactor).value;
      const indent = json.startsWith('{\n ') ? 2 : undefined;
      return `${JSON.stringify(value, undefined, indent)}${json.endsWith('\n') ? '\n' : ''}`;
    },
  };
}

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
