import { byCapture, capturedAtMs } from './artifact-order.ts';
import { groupBy } from '../support/group-by.ts';
import type { ArtifactFile } from './bundle-files.ts';

/** The files of one call to the model, at most one of each type. */
export interface LlmCallFiles {
  readonly stepId: string | undefined;
  readonly files: ReadonlyMap<string, ArtifactFile>;
  readonly capturedAtMs: number | undefined;
}

/** Order in which one call's files are written; a type that does not come later than the last one starts a new call. */
const RANKS = new Map([
  ['hashed_href_map', 0],
  ['llm_prompt', 1],
  ['llm_request', 2],
  ['llm_response', 3],
  ['llm_response_parsed', 4],
  ['llm_response_rendered', 5],
]);

const CALL_NUMBER = /_(\d+)\.\w+$/;

export function isLlmFile(file: ArtifactFile): boolean {
  return RANKS.has(file.type);
}

/** Groups the LLM files of one step (or of one block without step) into calls, in capture order. */
export function groupLlmCalls(files: readonly ArtifactFile[]): readonly LlmCallFiles[] {
  const ordered = byCapture(files.filter(isLlmFile));
  const [bundled, loose] = [ordered.filter(isBundled), ordered.filter((file) => !isBundled(file))];
  return [...groupByNumber(bundled), ...groupByRank(loose)].toSorted(
    (a, b) => (a.capturedAtMs ?? 0) - (b.capturedAtMs ?? 0),
  );
}

/** Archive members of one call carry the same number in their names. Numbers have gaps and restart in a second archive. */
function groupByNumber(files: readonly ArtifactFile[]): readonly LlmCallFiles[] {
  const numberOf = (file: ArtifactFile): string =>
    `${file.uri ?? ''}#${CALL_NUMBER.exec(file.bundleKey ?? '')?.[1] ?? ''}`;
  return [...groupBy(files, numberOf).values()].map(toCall);
}

function groupByRank(files: readonly ArtifactFile[]): readonly LlmCallFiles[] {
  const groups: ArtifactFile[][] = [];
  let lastRank = Number.POSITIVE_INFINITY;
  for (const file of files) {
    const rank = RANKS.get(file.type) ?? 0;
    if (rank <= lastRank) groups.push([]);
    groups.at(-1)?.push(file);
    lastRank = rank;
  }
  return groups.map(toCall);
}

function toCall(files: readonly ArtifactFile[]): LlmCallFiles {
  const [first] = files;
  return {
    stepId: first?.stepId,
    files: new Map(files.map((file) => [file.type, file])),
    capturedAtMs: first === undefined ? undefined : capturedAtMs(first.order),
  };
}

function isBundled(file: ArtifactFile): boolean {
  return CALL_NUMBER.test(file.bundleKey ?? '');
}
