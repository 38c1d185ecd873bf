import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import {
  compareSteps,
  type ComparisonProblem,
  type StepChange,
  type StepChoice,
} from '../../changes/compare-steps.ts';
import { diffToJson } from '../../changes/diff-json.ts';
import { diffTrees } from '../../changes/diff-trees.ts';
import { readRoots } from '../../changes/read-roots.ts';
import type { TreeDiff } from '../../changes/tree-diff.ts';
import type { ElementTree, Run } from '../../run/run.ts';
import { UsageError, type Command } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { withoutPatterns } from '../redacted-output.ts';
import { openRedactedRun } from '../redacted-run.ts';
import type { Terminal } from '../terminal.ts';

const HELP = `Usage: debrief changes BUNDLE [--from STEP] [--to STEP] [--trimmed] [--format text|json]
       debrief changes BEFORE.json AFTER.json [--format text|json]

Says what changed on the page between two scrapes: between the successive steps of a run, or between two element trees.

  --from STEP     id of the step to compare from
  --to STEP       id of the step to compare with (without --from: with the step before it)
  --trimmed       compare the trimmed trees, as the prompt shows them
  --format        text (default) or json: the full edit script with the summary

Examples:
  debrief changes run.zip
  debrief changes run.zip --from stp_1 --to stp_3 --format json
  debrief changes before.json after.json
`;

/** Reads a bundle into a run. */
export type OpenRun = (path: string) => Promise<Run>;

type Format = 'text' | 'json';

/** The command; opening bundles is handed in because it needs a disk. */
export function buildChangesCommand(open: OpenRun): Command {
  return {
    name: 'changes',
    summary: 'what changed on the page between two steps or two element trees',
    help: HELP,
    async run(argv, terminal) {
      const { paths, format, choice } = readArguments(argv);
      const [first, second] = paths;
      if (first === undefined || paths.length > 2)
        throw new UsageError('changes takes a bundle, or two element trees');
      if (second === undefined) return writeRunChanges(await open(first), choice, format, terminal);
      return writeTreeChanges(first, second, format, terminal);
    },
  };
}

function readArguments(argv: readonly string[]): {
  readonly paths: readonly string[];
  readonly format: Format;
  readonly choice: StepChoice;
} {
  const { values, positionals } = parse(argv);
  const format = values.format ?? 'text';
  if (format !== 'text' && format !== 'json')
    throw new UsageError(`changes knows the formats text and json, not ${format}`);
  return {
    paths: positionals,
    format,
    choice: { from: values.from, to: values.to, trimmed: values.trimmed },
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        from: { type: 'string' },
        to: { type: 'string' },
        trimmed: { type: 'boolean' },
        format: { type: 'string' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function writeTreeChanges(
  before: string,
  after: string,
  format: Format,
  terminal: Terminal,
): Promise<ExitCode> {
  const trees: ElementTree[] = [];
  for (const path of [before, after]) {
    const tree = await readTree(path, terminal);
    if (typeof tree === 'number') return tree;
    trees.push(tree);
  }
  const [old, now] = trees;
  if (old === undefined || now === undefined) return EXIT.bug;
  const diff = diffTrees(old, now);
  const hide = withoutPatterns();
  terminal.stdout.write(
    format === 'json'
      ? hide.json(`${JSON.stringify(diffToJson(diff))}\n`)
      : hide.text(renderDiff(diff)),
  );
  return EXIT.ok;
}

async function readTree(path: string, terminal: Terminal): Promise<ElementTree | ExitCode> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    terminal.stderr.write(
      `cannot read ${path}: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    return EXIT.localIo;
  }
  const roots = readRoots(parseJson(text));
  if (roots !== undefined)
    return {
      source: {
        kind: 'artifact',
        artifactId: path,
        artifactType: 'visible_elements_tree',
        entry: path,
      },
      roots,
    };
  terminal.stderr.write(`${path} holds no element tree: a JSON list of nodes was expected\n`);
  return EXIT.unusable;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch {
    return undefined;
  }
}

/** Writes what changed between the steps of a run. */
export function writeRunChanges(
  run: Run,
  choice: StepChoice,
  format: Format,
  terminal: Terminal,
): ExitCode {
  const { changes, problem } = compareSteps(run, choice);
  if (problem !== undefined) terminal.stderr.write(`${explain(problem)}\n`);
  terminal.stdout.write(
    format === 'json'
      ? `${JSON.stringify({ changes: changes.map(stepChangeJson) })}\n`
      : changes.map(renderStepChange).join('\n'),
  );
  return problem === undefined
    ? EXIT.ok
    : problem.code === 'unknown-step'
      ? EXIT.usage
      : EXIT.incomplete;
}

function explain(problem: ComparisonProblem): string {
  if (problem.code === 'unknown-step') return `the run has no step ${problem.stepId}`;
  if (problem.code === 'no-scrape') return `step ${problem.stepId} has no element tree to compare`;
  return `a comparison needs the element trees of two steps; the bundle holds ${problem.count}`;
}

function stepChangeJson({ from, to, diff }: StepChange): object {
  return { from: from.stepId, to: to.stepId, ...diffToJson(diff) };
}

function renderStepChange({ from, to, diff }: StepChange): string {
  return `${from.stepId} → ${to.stepId}\n${renderDiff(diff)}`;
}

function renderDiff(diff: TreeDiff): string {
  if (diff.relation === 'unchanged') return 'The page did not change.\n';
  const counts = `${diff.added.length} added, ${diff.removed.length} removed, ${diff.changed.length} changed, ${diff.moved.length} moved`;
  return [...diff.summary.map((sentence) => `- ${sentence.text}`), `(${counts})`, ''].join('\n');
}

/** `debrief changes` on bundle files, which are read without their secrets. */
export const changesCommand = buildChangesCommand(
  async (path) => (await openRedactedRun(path)).run,
);
