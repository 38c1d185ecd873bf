import { openBundle } from '../../node.ts';
import {
  diagnose,
  FORMATS,
  REPORTERS,
  type BundleSource,
  type Diagnosis,
  type Format,
  type RenderOptions,
} from '../../index.ts';
import { type Command, UsageError } from '../command.ts';
import { loadConfig } from '../config.ts';
import { printSettings, readSwitch, resolveSettings } from '../config-settings.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { onePositional, parseOptions } from '../parse-options.ts';
import { addStepSummary } from '../step-summary.ts';
import type { Terminal } from '../terminal.ts';
import { writeOutput } from '../write-output.ts';

const HELP = `Usage: debrief report BUNDLE [options]

Says why a run failed: verdict, evidence, what to do, failing step, timeline, alternatives, and what could not be seen.
BUNDLE is a zip that \`debrief fetch\` wrote, its unpacked folder, or a bare .har file.

Options:
  --format FORMAT[=FILE]    ${FORMATS.join(', ')}; repeat for several files in one go (default terminal)
  --out FILE                write the report to FILE instead of stdout
  --passing GOOD            bundle of a run of the same job that went well: what it shows too is normal on this site
  --exit-code               exit 1 when a cause was found (default: 0 whatever the verdict)
  --unsafe-include-secrets  do not redact; the report then holds live credentials
  --config FILE             instead of debrief.config.{ts,mjs,js,json} in the working directory
  --print-config            print the settings and where each comes from, and stop
  --help                    show this help

Options can also stand in the configuration file or in the environment (DEBRIEF_FORMAT, DEBRIEF_PASSING …).
In GitHub Actions, --format github also writes the step summary.

Exit codes: 0 report written, 1 a cause was found (with --exit-code), 2 wrong usage or unreadable bundle, 4 bundle of a newer version.

Examples:
  debrief report tsk_123.zip
  debrief report tsk_123.zip --format json | jq .verdict
  debrief report tsk_123.zip --format html=report.html --format markdown=report.md
  debrief report tsk_123.zip --passing tsk_122.zip
  debrief report traffic.har
`;

export const reportCommand: Command = {
  name: 'report',
  summary: 'say why a run failed, with evidence',
  help: HELP,
  async run(argv, terminal) {
    const { values, positionals } = parseOptions(argv, {
      format: { type: 'string', multiple: true },
      out: { type: 'string' },
      'exit-code': { type: 'boolean' },
      passing: { type: 'string' },
      config: { type: 'string' },
      'print-config': { type: 'boolean' },
      'unsafe-include-secrets': { type: 'boolean' },
    });
    const { path: configPath, config } = await loadConfig(values.config, terminal);
    const settings = resolveSettings({
      names: REPORT_SETTINGS,
      flags: { ...values, exitCode: values['exit-code'] },
      env: terminal.env,
      file: config.report ?? {},
    });
    const wordsOf = (name: ReportSetting): readonly string[] => settings.get(name)?.values ?? [];
    const formats = wordsOf('format');
    const targets = readTargets(formats.length === 0 ? ['terminal'] : formats, wordsOf('out')[0]);
    if (values['print-config'] === true) {
      terminal.stdout.write(printSettings(settings, configPath));
      return EXIT.ok;
    }
    const path = onePositional(positionals, 'BUNDLE', 'report');
    const diagnosis = await reportBundle(path, targets, terminal, {
      keepSecrets: values['unsafe-include-secrets'] ?? false,
      passing: wordsOf('passing')[0],
    });
    return exitCodeOf(diagnosis, readSwitch('exitCode', wordsOf('exitCode')[0]));
  },
};

const REPORT_SETTINGS = ['format', 'out', 'exitCode', 'passing'] as const;
type ReportSetting = (typeof REPORT_SETTINGS)[number];

export interface ReportOptions {
  readonly keepSecrets?: boolean;
  /** Path of the bundle of a run that went well. */
  readonly passing?: string | undefined;
}

export interface ReportTarget {
  readonly format: Format;
  /** Undefined for stdout. */
  readonly file: string | undefined;
}

/** `html=report.html` or `json`; only one of them may go to stdout. */
export function readTargets(
  formats: readonly string[],
  out: string | undefined,
): readonly ReportTarget[] {
  const targets = formats.map((text) => {
    const cut = text.indexOf('=');
    const name = cut < 0 ? text : text.slice(0, cut);
    const format = FORMATS.find((known) => known === name);
    if (format === undefined)
      throw new UsageError(`unknown format '${name}': use ${FORMATS.join(', ')}`);
    return { format, file: cut < 0 ? out : text.slice(cut + 1) };
  });
  if (targets.filter(({ file }) => file === undefined).length > 1)
    throw new UsageError(
      'only one format can go to stdout: give the others a file, as in --format html=report.html',
    );
  return targets;
}

/** Diagnoses a bundle and writes it in every wanted format. */
export async function reportBundle(
  path: string,
  targets: readonly ReportTarget[],
  terminal: Terminal,
  { keepSecrets = false, passing }: ReportOptions = {},
): Promise<Diagnosis> {
  const bundle = await openBundle(path);
  const good = passing === undefined ? undefined : await openBundle(passing);
  try {
    const diagnosis = await diagnose(bundle, { keepSecrets, passing: good });
    for (const { format, file } of targets) {
      const render = await REPORTERS[format]();
      const images = format === 'html' ? await readImages(bundle, diagnosis) : undefined;
      await writeOutput(render(diagnosis, renderOptions(terminal, file, images)), file, terminal);
    }
    if (targets.some(({ format }) => format === 'github')) {
      const renderMarkdown = await REPORTERS.markdown();
      await addStepSummary(terminal, () => renderMarkdown(diagnosis));
    }
    return diagnosis;
  } finally {
    await good?.close?.();
    await bundle.close?.();
  }
}

function renderOptions(
  terminal: Terminal,
  file: string | undefined,
  images: ReadonlyMap<string, Uint8Array> | undefined,
): RenderOptions {
  const isTerminal = file === undefined && terminal.stdout.isTTY === true;
  const wantsColor = terminal.env['NO_COLOR'] === undefined || terminal.env['NO_COLOR'] === '';
  return {
    color: (isTerminal && wantsColor) || (terminal.env['FORCE_COLOR'] ?? '') !== '',
    columns: isTerminal ? Math.min(terminal.stdout.columns ?? 80, 120) : 80,
    ...(images === undefined ? {} : { images }),
  };
}

async function readImages(
  bundle: BundleSource,
  diagnosis: Diagnosis,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const images = new Map<string, Uint8Array>();
  for (const { entry } of diagnosis.screenshots) {
    // One damaged picture costs itself.
    const bytes = await bundle.readBytes(entry).catch(() => undefined);
    if (bytes !== undefined) images.set(entry, bytes);
  }
  return images;
}

function exitCodeOf(diagnosis: Diagnosis, isGate: boolean): ExitCode {
  return isGate && diagnosis.verdict.kind === 'cause' ? EXIT.findings : EXIT.ok;
}
