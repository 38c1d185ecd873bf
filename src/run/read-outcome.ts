import { parseUtc } from '../support/iso-time.ts';
import type { JsonDocument } from '../support/source-ref.ts';
import { asArray, asNumber, asText, at } from '../support/unknown.ts';
import type { BundleFiles } from './bundle-files.ts';
import { readErrors, readFailureCategories } from './read-errors.ts';
import type { FailureCategory, Outcome, RunRequest } from './run.ts';

/** What the API says of the run as a whole; a run without an answer has an outcome of nothing but absences. */
export async function readOutcome(files: BundleFiles): Promise<Outcome> {
  const document =
    (await files.resource('run')) ??
    (await files.resource('task')) ??
    (await files.resource('workflow_run'));
  const value = document?.value;
  return {
    runId:
      asText(at(value, 'run_id')) ??
      asText(at(value, 'task_id')) ??
      asText(at(value, 'workflow_run_id')) ??
      files.manifest.run_id ??
      undefined,
    runType: asText(at(value, 'run_type')),
    status: asText(at(value, 'status')),
    failureReason: asText(at(value, 'failure_reason')),
    createdAtMs: parseUtc(at(value, 'created_at')),
    startedAtMs: parseUtc(at(value, 'started_at')),
    finishedAtMs: parseUtc(at(value, 'finished_at')),
    errors:
      document === undefined ? [] : readErrors(at(value, 'errors'), document.source, '/errors'),
    failureCategories: await readCategories(files, document),
    request: readRequest(value),
    output: at(value, 'output') ?? at(value, 'extracted_information') ?? at(value, 'outputs'),
    downloadedFiles: readFileNames(at(value, 'downloaded_files')),
    webhookFailureReason: asText(at(value, 'webhook_failure_reason')),
    document,
    serverVersion: files.manifest.server_version ?? undefined,
    observedAtMs: parseUtc(files.manifest.observed_at),
  };
}

/** Runs, tasks and workflow runs keep the user's request in different places. */
export function readRequest(value: unknown): RunRequest {
  const request = at(value, 'run_request') ?? at(value, 'request');
  return {
    prompt: asText(at(request, 'prompt')) ?? asText(at(request, 'navigation_goal')),
    url: asText(at(request, 'url')),
    maxSteps: asNumber(at(request, 'max_steps')) ?? asNumber(at(value, 'max_steps_per_run')),
    payload: at(request, 'navigation_payload') ?? undefined,
    parameters: at(request, 'parameters') ?? at(value, 'parameters') ?? undefined,
    extractionSchema:
      at(request, 'data_extraction_schema') ??
      at(request, 'extracted_information_schema') ??
      undefined,
    extractionGoal: asText(at(request, 'data_extraction_goal')),
    proxyLocation: asText(at(request, 'proxy_location')),
  };
}

/** Not part of the run's own answer: it stands on the task and on the workflow run. */
async function readCategories(
  files: BundleFiles,
  run: JsonDocument | undefined,
): Promise<readonly FailureCategory[]> {
  const documents = [
    run,
    await files.resource('workflow_run'),
    await files.resource('task', files.manifest.run_id ?? undefined),
  ];
  for (const document of documents) {
    const categories =
      document === undefined
        ? []
        : readFailureCategories(
            at(document.value, 'failure_category'),
            document.source,
            '/failure_category',
          );
    if (categories.length > 0) return categories;
  }
  return [];
}

export function readFileNames(value: unknown): readonly string[] {
  return (asArray(value) ?? []).flatMap(
    (file) => asText(file) ?? asText(at(file, 'filename')) ?? asText(at(file, 'url')) ?? [],
  );
}
