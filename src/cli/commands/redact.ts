import { resolve } from 'node:path';
import { openBundle } from '../../bundle/node/open-bundle.ts';
import { writeBundle } from '../../bundle/node/write-bundle.ts';
import { bundleRedactor } from '../../diagnosis/redact-report.ts';
import { shareBundle, type SharedBundle } from '../../diagnosis/share-bundle.ts';
import { terminalText } from '../../reporters/escape/terminal.ts';
import { type Command, UsageError } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { onePositional, parseOptions } from '../parse-options.ts';

const HELP = `Usage: debrief redact BUNDLE --out FILE [--keep-screenshots]

Writes a bundle that can be shared: the same run, the same findings, without its secrets. Tokens such as
[redacted password 9f3a1c2b7d04] stand for them; the same value has the same token everywhere.

Left out, each with its reason in the manifest: screenshots and recordings, archives, and whatever cannot be read
as text or JSON. The list of what was removed where is in the manifest and, shortened, on stderr.

Options:
  --out FILE           the bundle to write
  --keep-screenshots   keep pictures; look through them first, nothing in them is removed
  --help               show this help

Redaction lowers the risk; look through the bundle before you publish it.

Exit codes: 0 written, 2 wrong usage or unreadable bundle, 4 bundle of a newer version, 5 disk trouble.

Example:
  debrief redact run.zip --out run-shareable.zip
`;

/** `debrief redact`: from a private bundle to one that can be shared. */
export const redactCommand: Command = {
  name: 'redact',
  summary: 'write a bundle without secrets, to share',
  help: HELP,
  async run(argv, terminal, signal) {
    const { values, positionals } = parseOptions(argv, {
      out: { type: 'string' },
      'keep-screenshots': { type: 'boolean' },
    });
    const path = onePositional(positionals, 'BUNDLE', 'redact');
    const { out } = values;
    if (out === undefined)
      throw new UsageError('redact needs a file to write: debrief redact BUNDLE --out FILE');
    if (resolve(out) === resolve(path))
      throw new UsageError('the raw bundle would be lost: give --out another name');
    const source = await openBundle(path);
    try {
      const redactor = await bundleRedactor(source, { reads: 'everything' });
      const shared = await shareBundle(source, redactor, {
        keepsScreenshots: values['keep-screenshots'] ?? false,
      });
      await writeBundle(out, shared.files, signal);
      terminal.stderr.write(summaryOf(shared));
      terminal.stdout.write(`${terminalText(out)}\n`);
    } finally {
      await source.close?.();
    }
    return EXIT.ok;
  },
};

function summaryOf({ files, redactions, omitted }: SharedBundle): string {
  const places = redactions.reduce((sum, { count }) => sum + count, 0);
  const head = `${String(places)} secrets removed in ${String(files.length - 1)} files, ${String(omitted.length)} left out`;
  const rules = counted(redactions.map(({ rule, count }) => [rule, count]));
  const reasons = counted(omitted.map(({ reason }) => [reason, 1]));
  const lines = [head, ...rules, ...reasons.map((line) => `left out: ${line}`)];
  return `${lines.map((line, index) => `${index === 0 ? '' : '  '}${terminalText(line)}`).join('\n')}\n`;
}

function counted(pairs: readonly (readonly [name: string, count: number])[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const [name, count] of pairs) counts.set(name, (counts.get(name) ?? 0) + count);
  return [...counts]
    .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([name, count]) => `${String(count)} × ${name}`);
}
