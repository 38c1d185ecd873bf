import { readStringMap } from '../artifacts/element-maps.ts';
import { readElementTree } from '../artifacts/element-tree.ts';
import { readHtml, type HtmlPage } from '../artifacts/html.ts';
import type { TextDocument } from '../support/source-ref.ts';
import { byCapture, capturedAtMs } from './artifact-order.ts';
import type { ArtifactFile, BundleFiles, PlacedRow } from './bundle-files.ts';
import type { ElementTree, PageSnapshot, Scrape } from './run.ts';

const SNAPSHOT_KINDS = new Map<string, PageSnapshot['kind']>([
  ['html_scrape', 'scrape'],
  ['html_action', 'action'],
  ['html_pre_submit', 'pre-submit'],
  ['html', 'other'],
]);

/** Page HTML of one step in capture order, and which of it follows which action screenshot. */
export interface StepPages {
  readonly scrape: Scrape | undefined;
  readonly snapshots: readonly PageSnapshot[];
  /** By artifact id of the action's screenshot. */
  readonly htmlAfter: ReadonlyMap<string, PageSnapshot>;
}

export async function readStepPages(
  files: BundleFiles,
  stepFiles: readonly ArtifactFile[],
  lostScreenshots: readonly PlacedRow[],
): Promise<StepPages> {
  const ordered = byCapture(stepFiles);
  const snapshots = new Map<ArtifactFile, PageSnapshot>();
  for (const file of ordered) {
    const snapshot = await readSnapshot(files, file);
    if (snapshot !== undefined) snapshots.set(file, snapshot);
  }
  return {
    scrape: await readScrape(files, ordered, [...snapshots.values()]),
    snapshots: [...snapshots.values()],
    htmlAfter: pairWithScreenshots(byCapture([...ordered, ...lostScreenshots]), snapshots),
  };
}

async function readSnapshot(
  files: BundleFiles,
  file: ArtifactFile,
): Promise<PageSnapshot | undefined> {
  const kind = SNAPSHOT_KINDS.get(file.type);
  const document = kind === undefined ? undefined : await files.text(file);
  if (kind === undefined || document === undefined) return undefined;
  return {
    kind,
    document,
    page: parsedOnce(document),
    stepId: file.stepId,
    capturedAtMs: capturedAtMs(file.order),
  };
}

function parsedOnce(document: TextDocument): () => HtmlPage {
  let page: HtmlPage | undefined;
  return () => (page ??= readHtml(document.text));
}

/**
 * `html_action` has no link of its own: it follows its screenshot in capture order. A screenshot without HTML behind it
 * and HTML without a screenshot both happen, so the two lists are never zipped by number.
 */
function pairWithScreenshots(
  ordered: readonly PlacedRow[],
  snapshots: ReadonlyMap<PlacedRow, PageSnapshot>,
): ReadonlyMap<string, PageSnapshot> {
  const pairs = new Map<string, PageSnapshot>();
  let waiting: string | undefined;
  for (const file of ordered) {
    if (file.type === 'screenshot_action') waiting = file.entry.artifact_id;
    const snapshot = file.type === 'html_action' ? snapshots.get(file) : undefined;
    if (waiting !== undefined && snapshot !== undefined) {
      pairs.set(waiting, snapshot);
      waiting = undefined;
    }
  }
  return pairs;
}

async function readScrape(
  files: BundleFiles,
  ordered: readonly ArtifactFile[],
  snapshots: readonly PageSnapshot[],
): Promise<Scrape | undefined> {
  const last = (type: string): ArtifactFile | undefined =>
    ordered.findLast((file) => file.type === type);
  const html = snapshots.findLast((snapshot) => snapshot.kind === 'scrape');
  const tree = await readTree(files, last('visible_elements_tree'));
  const ids = last('visible_elements_id_css_map') ?? last('visible_elements_id_xpath_map');
  const knownIds = await readMap(files, ids);
  const promptTree = last('visible_elements_tree_in_prompt');
  if (html === undefined && tree === undefined && knownIds === undefined) return undefined;
  return {
    html: html?.document,
    page: html?.page,
    tree,
    trimmedTree: await readTree(files, last('visible_elements_tree_trimmed')),
    promptTree: promptTree === undefined ? undefined : await files.text(promptTree),
    knownIds: knownIds === undefined ? undefined : new Set(knownIds.keys()),
    knownIdsSource: ids?.source,
    frames: await readMap(files, last('visible_elements_id_frame_map')),
    capturedAtMs: html?.capturedAtMs,
  };
}

async function readTree(
  files: BundleFiles,
  file: ArtifactFile | undefined,
): Promise<ElementTree | undefined> {
  const document = file === undefined ? undefined : await files.json(file);
  if (file === undefined || document === undefined) return undefined;
  const roots = files.keep(file.entryName, readElementTree(document.value));
  return roots === undefined ? undefined : { source: file.source, roots };
}

async function readMap(
  files: BundleFiles,
  file: ArtifactFile | undefined,
): Promise<ReadonlyMap<string, string> | undefined> {
  const document = file === undefined ? undefined : await files.json(file);
  return file === undefined || document === undefined
    ? undefined
    : files.keep(file.entryName, readStringMap(document.value));
}
