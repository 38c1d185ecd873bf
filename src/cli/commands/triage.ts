import { resolve } from 'node:path';
import { updateBaseline, type Baseline } from '../../compare/baseline.ts';
import { judgeGate } from '../../compare/gate.ts';
import { buildTriage, type TriageReport } from '../../compare/triage.ts';
import { terminalText } from '../../reporters/escape/terminal.ts';
import { TRIAGE_FORMATS, TRIAGE_REPORTERS } from '../../reporters/triage/index.ts';
import { today } from '../clock.ts';
import { type Command, UsageError } from '../command.ts';
import { loadConfig } from '../config.ts';
import { printSettings, resolveSettings } from '../config-settings.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { parseOptions } from '../parse-options.ts';
import { addStepSummary } from '../step-summary.ts';
import type { Terminal } from '../terminal.ts';
import { readBaselineFile } from '../triage/baseline-file.ts';
import { collectEntries } from '../triage/collect.ts';
import { findBundles } from '../triage/find-bundles.ts';
import { readTriageSettings, TRIAGE_SETTINGS, type TriageSettings } from '../triage/settings.ts';
import { writeOutput } from '../write-output.ts';

const HELP = `Usage: debrief triage BUNDLES|FOLDER|PATTERN… [options]

Many runs on one page: which failures are one problem, which problems are new, whose turn it is, what to retry.

Options:
  --format FORMAT[=FILE]  ${TRIAGE_FORMATS.join(', ')}; repeat for several files in one go (default terminal)
  --baseline FILE         known problems; what is not in it is new
  --update-baseline       write what was found into the baseline; notes, owners and dates of expiry stay
  --fail-on RULE          new (default), any, never, cause:GLOB such as cause:network.*, owner:NAME such as owner:skyvern,
                          severity:high, medium or low (that bad or worse); repeat
  --max-failures N        fail also when more than N runs failed
  --jobs N                bundles examined at a time (default: as many as there are processors); fewer than 8 need one process
  --ledger FILE           remember diagnoses by content, so that an interrupted or repeated triage goes on where it stopped
  --config FILE           instead of debrief.config.{ts,mjs,js,json} in the working directory
  --print-config          print the settings and where each comes from, and stop
  --help                  show this help

Every option can also stand in the configuration file or in the environment (DEBRIEF_BASELINE, DEBRIEF_FAIL_ON …).
In GitHub Actions, --format github also writes the step summary.

Exit codes: 0 gate open, 1 gate shut by --fail-on or --max-failures, 2 wrong usage, 3 gate open, but some bundles could not be read
(0 with --fail-on never), 4 no bundle could be read, 130 interrupted.

Examples:
  debrief triage runs/
  debrief triage 'runs/**/*.zip' --baseline known-problems.json --update-baseline
  debrief triage runs/ --baseline known-problems.json --format github --format junit=runs.xml
  debrief triage runs/ --fail-on cause:infra.* --fail-on owner:skyvern --ledger .debrief/ledger.ndjson
`;

const OPTIONS = {
  format: { type: 'string', multiple: true },
  baseline: { type: 'string' },
  'update-baseline': { type: 'boolean' },
  'fail-on': { type: 'string', multiple: true },
  'max-failures': { type: 'string' },
  jobs: { type: 'string' },
  ledger: { type: 'string' },
  config: { type: 'string' },
  'print-config': { type: 'boolean' },
} as const;

export const triageCommand: Command = {
  name: 'triage',
  summary: 'many runs on one page: how many problems, which are new',
  help: HELP,
  async run(argv, terminal, signal) {
    const { values, positionals } = parseOptions(argv, OPTIONS);
    const { path, config } = await loadConfig(values.config, terminal);
    const settings = resolveSettings({
      names: TRIAGE_SETTINGS,
      flags: {
        ...values,
        bundles: positionals,
        failOn: values['fail-on'],
        maxFailures: values['max-failures'],
      },
      env: terminal.env,
      file: config.triage ?? {},
    });
    const checked = readTriageSettings(settings);
    if (values['print-config'] === true) {
      terminal.stdout.write(printSettings(settings, path));
      return EXIT.ok;
    }
    return await runTriage(checked, values['update-baseline'] ?? false, { terminal, signal });
  },
};

interface Surroundings {
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

async function runTriage(
  settings: TriageSettings,
  isUpdate: boolean,
  { terminal, signal }: Surroundings,
): Promise<ExitCode> {
  if (settings.bundles.length === 0)
    throw new UsageError('which bundles? debrief triage FOLDER; --help shows more');
  if (isUpdate && settings.baseline === undefined)
    throw new UsageError('--update-baseline wants --baseline FILE');
  const inFolder = (file: string | undefined): string | undefined =>
    file === undefined ? undefined : resolve(terminal.cwd(), file);
  const baselinePath = inFolder(settings.baseline);
  const baseline = await readBaselineFile(baselinePath, isUpdate);
  const bundles = await findBundles(settings.bundles, terminal.cwd());
  const ledger = inFolder(settings.ledger);
  const collected = await collectEntries(bundles, { ...settings, ledger, terminal, signal });
  if (signal.aborted) return interrupted(terminal, settings.ledger);
  const report = buildTriage({ ...collected, baseline, today: today(terminal.env) });
  await writeReports(report, settings, terminal);
  if (isUpdate && baselinePath !== undefined)
    await writeOutput(baselineText(baseline, report), baselinePath, terminal);
  return exitCodeOf(report, settings, { isUpdate, terminal });
}

async function writeReports(
  report: TriageReport,
  { targets }: TriageSettings,
  terminal: Terminal,
): Promise<void> {
  for (const { format, file } of targets) {
    const render = await TRIAGE_REPORTERS[format]();
    const path = file === undefined ? undefined : resolve(terminal.cwd(), file);
    await writeOutput(render(report), path, terminal);
  }
  if (!targets.some(({ format }) => format === 'github')) return;
  const renderMarkdown = await TRIAGE_REPORTERS.markdown();
  await addStepSummary(terminal, (maxBytes) => renderMarkdown(report, { maxBytes }));
}

function baselineText(baseline: Baseline, report: TriageReport): string {
  return `${JSON.stringify(updateBaseline(baseline, report.problems), undefined, 2)}\n`;
}

function exitCodeOf(
  report: TriageReport,
  { failOn, maxFailures }: TriageSettings,
  { isUpdate, terminal }: { readonly isUpdate: boolean; readonly terminal: Terminal },
): ExitCode {
  // A call that has just written the baseline asks for nothing unless it says so.
  const rules = failOn ?? [{ kind: isUpdate ? 'never' : 'new' } as const];
  const reasons = judgeGate(report, { failOn: rules, maxFailures });
  for (const reason of reasons) terminal.stderr.write(`gate: ${terminalText(reason)}\n`);
  const { bundles, unreadable } = report.counts;
  if (reasons.length > 0) return EXIT.findings;
  if (unreadable === bundles) return EXIT.unusable;
  const isLenient = failOn?.every((rule) => rule.kind === 'never') === true;
  return unreadable > 0 && !isLenient ? EXIT.incomplete : EXIT.ok;
}

function interrupted(terminal: Terminal, ledger: string | undefined): ExitCode {
  const hint =
    ledger === undefined
      ? 'with --ledger FILE the next call goes on where this one stopped'
      : 'the same call goes on from here';
  terminal.stderr.write(`interrupted; ${hint}\n`);
  return EXIT.interrupted;
}
