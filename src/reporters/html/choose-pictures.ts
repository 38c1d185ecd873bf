import type { Diagnosis } from '../../diagnosis/diagnosis.ts';
import type { RenderOptions } from '../reporter.ts';
import { readPicture } from './picture-data.ts';
import type { PictureData } from './picture-data.ts';

/** The pictures that fit, and how many did not. */
export interface Pictures {
  readonly byEntry: ReadonlyMap<string, PictureData>;
  readonly leftOut: number;
}

export const NO_PICTURES: Pictures = { byEntry: new Map(), leftOut: 0 };

/** Rows near the decisive one come first. */
function timelineEntries(diagnosis: Diagnosis): readonly string[] {
  const decisive = diagnosis.timeline.findIndex((row) => row.decisive);
  const ranked = diagnosis.timeline
    .map((row, index) => ({ row, distance: Math.abs(index - decisive) }))
    .toSorted((a, b) => a.distance - b.distance);
  return ranked
    .flatMap(({ row }) => [row.screenshot, ...row.actions.map((action) => action.screenshot)])
    .filter(isName);
}

function isName(entry: string | null | undefined): entry is string {
  return typeof entry === 'string' && entry !== '';
}

/** Every picture the report would show, the one it can least do without first. */
function wanted(diagnosis: Diagnosis): readonly string[] {
  const listed = diagnosis.screenshots.map((screenshot) => screenshot.entry);
  const decisive = [listed[0], diagnosis.failing_step?.screenshot].filter(isName);
  return [...new Set([...decisive, ...timelineEntries(diagnosis), ...listed])];
}

/** Takes pictures in order of importance until the next one would break the budget. */
export function choosePictures(
  diagnosis: Diagnosis,
  options: RenderOptions,
  budgetBytes: number,
): Pictures {
  const byEntry = new Map<string, PictureData>();
  let used = 0;
  let leftOut = 0;
  for (const entry of wanted(diagnosis)) {
    const source = options.images?.get(entry);
    const picture = source === undefined ? undefined : readPicture(source);
    if (picture === undefined) continue;
    if (used + picture.uri.length > budgetBytes) {
      leftOut += 1;
      continue;
    }
    byEntry.set(entry, picture);
    used += picture.uri.length;
  }
  return { byEntry, leftOut };
}
