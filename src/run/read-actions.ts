import { readNode } from '../artifacts/element-tree.ts';
import { parseUtc } from '../support/iso-time.ts';
import type { SourceRef } from '../support/source-ref.ts';
import {
  asArray,
  asBoolean,
  asNumber,
  asObject,
  asText,
  at,
  type JsonObject,
} from '../support/unknown.ts';
import type { Action, ActionResult, ElementNode, PageSnapshot } from './run.ts';

/** Actions of one step row, with their results; the last result is the verdict, earlier ones were fallbacks. */
export function readStepActions(
  row: unknown,
  rowPointer: string,
  source: SourceRef,
  htmlAfter: ReadonlyMap<string, PageSnapshot>,
): readonly Action[] {
  const pairs = asArray(at(row, 'output', 'actions_and_results')) ?? [];
  return pairs.flatMap((pair, index) => {
    const pointer = `${rowPointer}/output/actions_and_results/${index}`;
    const results = (asArray(at(pair, 1)) ?? []).map((result, i) =>
      readResult(result, `${pointer}/1/${i}`, source),
    );
    return (
      readAction(at(pair, 0), { source, pointer: `${pointer}/0` }, { index, results, htmlAfter }) ??
      []
    );
  });
}

/** What an action row does not say by itself. */
export interface ActionContext {
  readonly index: number;
  readonly results: readonly ActionResult[];
  readonly htmlAfter: ReadonlyMap<string, PageSnapshot>;
}

/** One action row of any of the three answers that hold actions; only step output has results. */
export function readAction(
  raw: unknown,
  place: { readonly source: SourceRef; readonly pointer: string },
  { index, results, htmlAfter }: ActionContext,
): Action | undefined {
  const row = asObject(raw);
  if (row === undefined) return undefined;
  const screenshotArtifactId = asText(row['screenshot_artifact_id']);
  return {
    actionId: asText(row['action_id']),
    type: (asText(row['action_type']) ?? 'unknown').toLowerCase(),
    status: asText(row['status']),
    order: asNumber(row['action_order']) ?? index,
    elementId: asText(row['element_id']),
    element: readElement(row['skyvern_element_data']),
    pageUrl: asText(at(row, 'skyvern_element_data', 'page_url')),
    reasoning: asText(row['reasoning']),
    intention: asText(row['intention']),
    response: asText(row['response']),
    text: typeof row['text'] === 'string' ? row['text'] : undefined,
    option: readOption(row['option']),
    fileUrl: asText(row['file_url']),
    isDownload: asBoolean(row['download']) ?? false,
    results,
    startedAtMs: parseUtc(row['started_at']),
    finishedAtMs: parseUtc(row['finished_at']),
    screenshotArtifactId,
    htmlAfter: screenshotArtifactId === undefined ? undefined : htmlAfter.get(screenshotArtifactId),
    place,
  };
}

/** `skyvern_element_data` of an unknown id holds the page's URL only: that is no element. */
function readElement(raw: unknown): ElementNode | undefined {
  const node = asObject(raw);
  return node === undefined || node['tagName'] === undefined ? undefined : readNode(node);
}

function readOption(raw: unknown): Action['option'] {
  const option = asObject(raw);
  if (option === undefined) return undefined;
  return {
    label: asText(option['label']),
    value: asText(option['value']),
    index: asNumber(option['index']),
  };
}

function readResult(raw: unknown, pointer: string, source: SourceRef): ActionResult {
  const row: JsonObject = asObject(raw) ?? {};
  return {
    isSuccess: asBoolean(row['success']) ?? false,
    exceptionType: asText(row['exception_type']),
    exceptionMessage: asText(row['exception_message']),
    downloadedFiles: (asArray(row['downloaded_files']) ?? []).flatMap((file) => asText(file) ?? []),
    downloadTriggered: asBoolean(row['download_triggered']),
    data: row['data'],
    place: { source, pointer },
  };
}
