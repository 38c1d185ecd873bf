import { resolve } from 'node:path';
import type { BundleSource } from '../../bundle/source.ts';
import { compareRuns } from '../../compare/difference.ts';
import { differenceSchema, type RunDifference } from '../../compare/difference-schema.ts';
import { bundleRedactor } from '../../diagnosis/redact-report.ts';
import { openBundle } from '../../node.ts';
import { redactDiagnosis } from '../../redact/index.ts';
import { DIFFERENCE_FORMATS, DIFFERENCE_REPORTERS } from '../../reporters/difference/index.ts';
import { readRun } from '../../run/read-run.ts';
import { type Command, UsageError } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { readFormatTargets } from '../format-targets.ts';
import { parseOptions } from '../parse-options.ts';
import { writeOutput } from '../write-output.ts';

const HELP = `Usage: debrief compare GOOD BAD [options]

Where two runs of one job part: aligned by step, the first layer that differs (inputs, network, HTML, element tree, prompt,
response, action), and whether that is change (of the job, the site, the ground below) or chance (the model chose otherwise).
GOOD is a bundle of a run that went well, BAD one of a run that did not.

Options:
  --format FORMAT[=FILE]  ${DIFFERENCE_FORMATS.join(', ')}; repeat for several files in one go (default terminal)
  --help                  show this help

Examples:
  debrief compare monday.zip tuesday.zip
  debrief compare monday.zip tuesday.zip --format json | jq .verdict
`;

export const compareCommand: Command = {
  name: 'compare',
  summary: 'where two runs of one job part, and whether change or chance did it',
  help: HELP,
  async run(argv, terminal) {
    const { values, positionals } = parseOptions(argv, {
      format: { type: 'string', multiple: true },
    });
    const targets = readFormatTargets(values.format ?? ['terminal'], DIFFERENCE_FORMATS);
    const [good, bad, ...rest] = positionals;
    if (good === undefined || bad === undefined || rest.length > 0)
      throw new UsageError('two bundles: debrief compare GOOD BAD');
    const difference = await compareBundles(
      resolve(terminal.cwd(), good),
      resolve(terminal.cwd(), bad),
    );
    for (const { format, file } of targets) {
      const render = await DIFFERENCE_REPORTERS[format]();
      const path = file === undefined ? undefined : resolve(terminal.cwd(), file);
      await writeOutput(render(difference), path, terminal);
    }
    return EXIT.ok;
  },
};

/** Opens, compares and takes out the secrets that either bundle knows. */
async function compareBundles(good: string, bad: string): Promise<RunDifference> {
  const sources: BundleSource[] = [];
  try {
    for (const path of [good, bad]) sources.push(await openBundle(path));
    const [left, right] = sources;
    if (left === undefined || right === undefined) throw new UsageError('two bundles are needed');
    const difference = compareRuns(await readRun(left), await readRun(right));
    let value: unknown = difference;
    for (const source of sources)
      value = redactDiagnosis(value, await bundleRedactor(source)).value;
    return differenceSchema.parse(value);
  } finally {
    for (const source of sources) await source.close?.();
  }
}
