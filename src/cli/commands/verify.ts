import { readFile } from 'node:fs/promises';
import { verifyEvidence } from '../../diagnosis/verify-evidence.ts';
import { diagnosisSchema, type Diagnosis } from '../../index.ts';
import { openBundle } from '../../node.ts';
import { terminalText } from '../../reporters/escape/terminal.ts';
import { type Command, UsageError } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { parseOptions } from '../parse-options.ts';
import { bundleOutput } from '../redacted-run.ts';

const HELP = `Usage: debrief verify REPORT.json BUNDLE

Checks every pointer and quotation of a JSON report against the bundle it speaks of.

Exit codes: 0 all hold, 1 some do not, 2 wrong usage or unreadable input.

Example:
  debrief report run.zip --format json --out report.json && debrief verify report.json run.zip
`;

export const verifyCommand: Command = {
  name: 'verify',
  summary: 'check every pointer and quotation of a report against its bundle',
  help: HELP,
  async run(argv, terminal) {
    const { positionals } = parseOptions(argv, {});
    const [reportFile, bundlePath, ...rest] = positionals;
    if (reportFile === undefined || bundlePath === undefined || rest.length > 0)
      throw new UsageError('verify takes a report and a bundle: debrief verify REPORT.json BUNDLE');
    const diagnosis = await readReport(reportFile);
    const bundle = await openBundle(bundlePath);
    const checks = await verifyEvidence(diagnosis, bundle).finally(() => bundle.close?.());
    const wrong = checks.filter((check) => check.problem !== undefined);
    // Even a report that was left unredacted must not put secrets on a screen.
    const hide = wrong.length === 0 ? undefined : await bundleOutput(bundlePath);
    for (const { finding, evidence, problem } of wrong)
      terminal.stdout.write(
        `${terminalText(hide?.text(`${finding}: ${evidence.claim}: ${problem ?? ''}`) ?? '')}\n`,
      );
    terminal.stdout.write(
      `${checks.length - wrong.length} of ${checks.length} pieces of evidence hold\n`,
    );
    return wrong.length === 0 ? EXIT.ok : EXIT.findings;
  },
};

async function readReport(file: string): Promise<Diagnosis> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) throw new UsageError(`no report at ${file}`);
  const parsed = diagnosisSchema.safeParse(parseJson(text));
  if (!parsed.success)
    throw new UsageError(
      `${file} is no JSON report of debrief: write one with debrief report BUNDLE --format json`,
    );
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
