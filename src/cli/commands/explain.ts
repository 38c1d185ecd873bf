import { readFile } from 'node:fs/promises';
import { explainedCodes, findingInfo } from '../../analysers/index.ts';
import { type Command, UsageError } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { nearestWord } from '../nearest-word.ts';
import { onePositional, parseOptions } from '../parse-options.ts';

const HELP = `Usage: debrief explain CODE
       debrief explain --list

Prints what a cause means, how it is proven, its traps and what to do.

Examples:
  debrief explain network.http_5xx
  debrief explain --list
`;

/** Pages stand beside the code, in the repository as in the package. */
const PAGES = new URL('../../../docs/findings/', import.meta.url);

export const explainCommand: Command = {
  name: 'explain',
  summary: 'what a cause means, how it is proven, what to do',
  help: HELP,
  async run(argv, terminal) {
    const { values, positionals } = parseOptions(argv, { list: { type: 'boolean' } });
    if (values.list === true) {
      terminal.stdout.write(
        `${explainedCodes()
          .map((code) => `${code.padEnd(36)} ${findingInfo(code)?.meaning ?? ''}`)
          .join('\n')}\n`,
      );
      return EXIT.ok;
    }
    const code = onePositional(positionals, 'CODE', 'explain');
    if (findingInfo(code) === undefined) throw unknownCode(code);
    terminal.stdout.write(await readFile(new URL(`${code}.md`, PAGES), 'utf8'));
    return EXIT.ok;
  },
};

function unknownCode(code: string): UsageError {
  const near = nearestWord(code, explainedCodes());
  return new UsageError(
    `no cause '${code}'; ${near === undefined ? 'debrief explain --list shows all' : `did you mean '${near}'?`}`,
  );
}
