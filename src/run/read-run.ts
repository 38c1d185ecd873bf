import { readHar } from '../artifacts/har.ts';
import { readHarStream, STREAM_FROM_BYTES } from '../artifacts/har-scan.ts';
import type { BundleSource } from '../bundle/source.ts';
import { byCapture, capturedAtMs } from './artifact-order.ts';
import { BundleFiles } from './bundle-files.ts';
import { flattenBlocks, readBlocks } from './read-blocks.ts';
import { readConsole } from './read-console.ts';
import { readCoverage } from './read-coverage.ts';
import { readLlmCalls } from './read-llm-calls.ts';
import { readOutcome } from './read-outcome.ts';
import { readServerLogs } from './read-server-log.ts';
import { readTasks } from './read-tasks.ts';
import type { JsonDocument } from '../support/source-ref.ts';
import type { Block, ListedArtifact, Network, Run, Screenshot, Task } from './run.ts';

/** Reads a bundle into one model of what happened. Damaged files become `problems`; only a broken bundle throws. */
export async function readRun(source: BundleSource): Promise<Run> {
  const files = new BundleFiles(source);
  const outcome = await readOutcome(files);
  const timelines = await Promise.all(
    files.resources('timeline').map((entry) => files.resourceJson(entry)),
  );
  const blocks = timelines.flatMap((timeline) =>
    timeline === undefined ? [] : readTimeline(files, timeline),
  );
  const llmCalls = await readLlmCalls(files);
  const tasks = await readTasks(files, {
    llmCalls,
    blocks: flattenBlocks(blocks),
    runStatus: outcome.status,
  });
  const steps = tasks.flatMap((task: Task) => task.steps);
  const network = await readNetwork(files);
  const console = await readConsole(files, network);
  const serverLog = await readServerLogs(files);
  return {
    outcome,
    tasks,
    steps,
    blocks,
    workflow: await files.resource('workflow'),
    network,
    console: console?.messages,
    serverLog,
    llmCalls,
    hrefMaps: llmCalls.flatMap((call) => call.hrefMap ?? []),
    screenshots: readScreenshots(files),
    artifacts: listArtifacts(files),
    coverage: readCoverage(files, network, steps),
    problems: [
      ...files.problems,
      ...files.manifest.warnings.map((message) => ({ entry: 'manifest.json', message })),
    ],
    consoleOffsetMs: console?.offsetMs,
  };
}

function readTimeline(files: BundleFiles, timeline: JsonDocument): readonly Block[] {
  const { blocks, isCut } = readBlocks(timeline);
  if (isCut) files.note(timeline, 'its blocks nest deeper than the 50 levels that were read');
  return blocks;
}

/** The newest HAR: a browser that was started again leaves one per context, and the last one saw the end. */
async function readNetwork(files: BundleFiles): Promise<Network | undefined> {
  const file = byCapture(files.ofType('har')).at(-1);
  if (file === undefined) return undefined;
  // A recording beyond this size is scanned as it comes out of the zip: parsing it whole takes many times its size in memory.
  const chunks =
    (files.sizeOf(file.entryName) ?? 0) >= STREAM_FROM_BYTES
      ? files.stream(file.entryName)
      : undefined;
  if (chunks !== undefined)
    return files.keep(file.entryName, await readHarStream(chunks, file.source));
  const document = await files.text(file);
  return document === undefined
    ? undefined
    : files.keep(file.entryName, readHar(document.text, file.source));
}

function listArtifacts(files: BundleFiles): readonly ListedArtifact[] {
  return files.manifest.artifacts.map((artifact) => ({
    artifactId: artifact.artifact_id,
    artifactType: artifact.artifact_type,
    stepId: artifact.row.step_id ?? undefined,
    entry: artifact.entry,
    state: artifact.state,
    sizeBytes:
      artifact.size ?? (artifact.entry === null ? undefined : files.sizeOf(artifact.entry)),
    reason: artifact.reason,
  }));
}

function readScreenshots(files: BundleFiles): readonly Screenshot[] {
  const images = files.artifacts.filter((file) => file.type.startsWith('screenshot'));
  return byCapture(images).map((file) => ({
    artifactId: file.entry.artifact_id,
    artifactType: file.type,
    entry: file.entryName,
    stepId: file.stepId,
    capturedAtMs: capturedAtMs(file.order),
  }));
}
