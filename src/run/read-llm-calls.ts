import { readStringMap } from '../artifacts/element-maps.ts';
import { readJson } from '../artifacts/json-text.ts';
import { readLlmRequest } from '../artifacts/llm-request.ts';
import { readLlmResponse } from '../artifacts/llm-response.ts';
import { groupBy } from '../support/group-by.ts';
import type { JsonDocument } from '../support/source-ref.ts';
import { byCapture } from './artifact-order.ts';
import type { ArtifactFile, BundleFiles } from './bundle-files.ts';
import { groupLlmCalls, type LlmCallFiles } from './group-llm-calls.ts';
import { promptKind } from './prompt-kind.ts';
import type { HrefMap, LlmCall, LlmRequest, LlmResponse } from './run.ts';

/** Every call to the model that left artifacts, in capture order inside each step. */
export async function readLlmCalls(files: BundleFiles): Promise<readonly LlmCall[]> {
  const groups = [...groupBy(byCapture(files.artifacts), ownerOf).values()];
  const calls = await Promise.all(
    groups.flatMap((group) => groupLlmCalls(group)).map((call) => readCall(files, call)),
  );
  return calls
    .toSorted((a, b) => (a.capturedAtMs ?? 0) - (b.capturedAtMs ?? 0))
    .map((call, index) => ({ ...call, index }));
}

function ownerOf(file: ArtifactFile): string {
  return file.stepId ?? file.blockId ?? file.entry.row['observer_thought_id']?.toString() ?? '';
}

async function readCall(files: BundleFiles, call: LlmCallFiles): Promise<LlmCall> {
  const json = (type: string): Promise<JsonDocument | undefined> =>
    readOptional(call.files.get(type), (file) => files.json(file));
  const parsed = await json('llm_response_parsed');
  return {
    index: 0,
    stepId: call.stepId,
    kind: promptKind(parsed?.value),
    prompt: await readOptional(call.files.get('llm_prompt'), (file) => files.text(file)),
    request: await readOptional(call.files.get('llm_request'), (file) => readRequest(files, file)),
    response: await readOptional(call.files.get('llm_response'), (file) =>
      readResponse(files, file),
    ),
    parsed,
    rendered: await json('llm_response_rendered'),
    hrefMap: await readOptional(call.files.get('hashed_href_map'), (file) =>
      readHrefMap(files, file),
    ),
    capturedAtMs: call.capturedAtMs,
  };
}

async function readOptional<Value>(
  file: ArtifactFile | undefined,
  read: (file: ArtifactFile) => Promise<Value | undefined>,
): Promise<Value | undefined> {
  return file === undefined ? undefined : await read(file);
}

async function readRequest(
  files: BundleFiles,
  file: ArtifactFile,
): Promise<LlmRequest | undefined> {
  const document = await files.text(file);
  return document === undefined
    ? undefined
    : { document, ...readLlmRequest(readJson(document.text).value) };
}

async function readResponse(
  files: BundleFiles,
  file: ArtifactFile,
): Promise<LlmResponse | undefined> {
  const document = await files.text(file);
  return document === undefined
    ? undefined
    : { document, ...readLlmResponse(readJson(document.text).value) };
}

async function readHrefMap(files: BundleFiles, file: ArtifactFile): Promise<HrefMap | undefined> {
  const document = await files.json(file);
  const entries =
    document === undefined ? undefined : files.keep(file.entryName, readStringMap(document.value));
  return entries === undefined ? undefined : { source: file.source, stepId: file.stepId, entries };
}
