import { parseArgs } from 'node:util';
import { openBundle } from '../../bundle/node/open-bundle.ts';
import { summariseBundle } from '../../bundle/summarise-bundle.ts';
import { UsageError, type Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { withoutPatterns } from '../redacted-output.ts';
import { renderSummary, summaryAsJson } from '../inspect-text.ts';

const FORMATS = ['terminal', 'json'] as const;
type Format = (typeof FORMATS)[number];

const HELP = `debrief inspect BUNDLE - say what is in a bundle, what is missing from it and why

BUNDLE is a zip made by \`debrief fetch\`, its unpacked folder, or a .har file. Nothing in it is unpacked.

Options
  --format FORMAT   terminal (default) or json

Examples
  debrief inspect tsk_401234567890123456.zip
  debrief inspect run.zip --format json | jq '.missing[] | select(.state == "expired")'

Exit codes: 0 it is a bundle, complete or not; 2 wrong usage; 4 it is no bundle or cannot be read.
`;

/** `debrief inspect`: the table of contents of a bundle. */
export const inspectCommand: Command = {
  name: 'inspect',
  summary: 'say what is in a bundle, what is missing and why',
  help: HELP,
  run: async (argv, terminal) => {
    const { path, format } = readOptions(argv);
    const source = await openBundle(path);
    try {
      const summary = summariseBundle(source);
      terminal.stdout.write(
        withoutPatterns().text(
          format === 'json' ? summaryAsJson(summary) : renderSummary(path, summary),
        ),
      );
    } finally {
      await source.close?.();
    }
    return EXIT.ok;
  },
};

function readOptions(argv: readonly string[]): { readonly path: string; readonly format: Format } {
  const { values, positionals } = parse(argv);
  const [path, ...rest] = positionals;
  if (path === undefined || rest.length > 0)
    throw new UsageError('inspect takes one bundle: debrief inspect BUNDLE');
  const format = FORMATS.find((known) => known === values.format);
  if (format === undefined)
    throw new UsageError(`unknown format: use ${FORMATS.join(' or ')} after --format`);
  return { path, format };
}

// oxlint-disable-next-line typescript/explicit-function-return-type -- parseArgs derives it from the options
function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { format: { type: 'string', default: 'terminal' } },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
