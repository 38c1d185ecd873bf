import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  decodeAnswers,
  type DecodedCopy,
  formatLinks,
  isLostUse,
  type LinkFormat,
  type LinkRun,
  resolvePlaceholders,
} from '../../links/index.ts';
import { openRun } from '../../node.ts';
import { type Command, UsageError } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { bundleOutput } from '../redacted-run.ts';
import type { Terminal } from '../terminal.ts';

/** What the command needs from outside: a run to read, and a way to take secrets out of what it prints. */
export interface LinksDependencies {
  readonly openRun: (path: string, signal: AbortSignal) => Promise<LinkRun>;
  /** Knows the secrets of the bundle at this path; left out only where there are none. */
  readonly redactFor?: (path: string) => Promise<(text: string) => string>;
}

const FORMATS: readonly LinkFormat[] = ['terminal', 'json', 'markdown'];

const HELP = `Usage: debrief links BUNDLE [options]

Says of every hidden link ({{_sha256}}) in the model's answers which address it stood for,
which action used it and what the browser then did.

Options:
  --format FORMAT           terminal (default), json or markdown
  --write DIR               write decoded copies of the answers into DIR
  --unsafe-include-secrets  print and write addresses whole, with the secrets they may carry
  --help                    show this help

Exit codes: 0 no link was lost, 1 a link was lost, 2 wrong usage.

Examples:
  debrief links run.zip
  debrief links run.zip --format json | jq '.uses[] | select(.verdict == "lost")'
  debrief links run.zip --write decoded/
`;

/** `debrief links`. */
export function createLinksCommand({ openRun: open, redactFor }: LinksDependencies): Command {
  return {
    name: 'links',
    summary: 'resolve hidden links in the answers of the model',
    help: HELP,
    async run(argv, terminal, signal) {
      const options = readOptions(argv);
      const path = resolve(terminal.cwd(), options.bundle);
      const run = await open(path, signal);
      const report = resolvePlaceholders(run);
      const hide = options.includesSecrets ? asItIs : await redactFor?.(path);
      const { format, includesSecrets } = options;
      const text = formatLinks(report, { format, redact: hide, showsQueries: includesSecrets });
      terminal.stdout.write(text);
      if (options.directory !== undefined) {
        writeCopies(decodeAnswers(run, report, hide), options.directory, terminal);
      }
      return report.uses.some(isLostUse) ? EXIT.findings : EXIT.ok;
    },
  };
}

interface LinksOptions {
  readonly bundle: string;
  readonly format: LinkFormat;
  readonly directory: string | undefined;
  readonly includesSecrets: boolean;
}

function readOptions(argv: readonly string[]): LinksOptions {
  const { values, positionals } = parse(argv);
  const [bundle, ...rest] = positionals;
  if (bundle === undefined) throw new UsageError('links needs a bundle: debrief links BUNDLE');
  if (rest.length > 0) throw new UsageError(`links takes one bundle, not ${positionals.length}`);
  const format = FORMATS.find((known) => known === (values.format ?? 'terminal'));
  if (format === undefined) {
    throw new UsageError(`unknown format '${values.format}': use ${FORMATS.join(', ')}`);
  }
  return {
    bundle,
    format,
    directory: values.write,
    includesSecrets: values['unsafe-include-secrets'] ?? false,
  };
}

function parse(argv: readonly string[]): ReturnType<typeof parseLinkArgs> {
  try {
    return parseLinkArgs(argv);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

// oxlint-disable-next-line typescript/explicit-function-return-type -- parseArgs derives it from the options
function parseLinkArgs(argv: readonly string[]) {
  return parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      format: { type: 'string' },
      write: { type: 'string' },
      'unsafe-include-secrets': { type: 'boolean' },
    },
  });
}

/** Answers of private pages: readable by their owner only. */
function writeCopies(copies: readonly DecodedCopy[], directory: string, terminal: Terminal): void {
  const folder = resolve(terminal.cwd(), directory);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const copy of copies) writeCopy(copy, join(folder, copy.name));
  terminal.stderr.write(`${copies.length} decoded answers in ${directory}\n`);
}

function writeCopy(copy: DecodedCopy, path: string): void {
  const file = openSync(path, 'w', 0o600);
  try {
    copy.writeTo((chunk) => writeFileSync(file, chunk));
  } finally {
    closeSync(file);
  }
}

const asItIs = (text: string): string => text;

/** `debrief links` on bundle files, with the secrets of the bundle taken out of what it prints. */
export const linksCommand = createLinksCommand({
  openRun,
  redactFor: async (path) => (await bundleOutput(path)).text,
});
