import type { ArtifactEntry } from '../bundle/manifest.ts';
import { groupBy } from '../support/group-by.ts';
import type { BundleFiles } from './bundle-files.ts';
import type { CoverageRow, Network, Step } from './run.ts';

/** Types every browser run leaves; their absence is worth a row of its own. */
const EXPECTED = ['har', 'visible_elements_tree', 'llm_response', 'html_scrape'] as const;

/** What the server listed, by type, and how much of it could be read. */
export function readCoverage(
  files: BundleFiles,
  network: Network | undefined,
  steps: readonly Step[],
): readonly CoverageRow[] {
  const broken = new Set(files.problems.map((problem) => problem.entry));
  const rows = [...groupBy(files.manifest.artifacts, (entry) => entry.artifact_type)].map(
    ([artifactType, entries]) => ({
      artifactType,
      listed: entries.length,
      present: entries.filter((entry) => entry.entry !== null).length,
      unreadable: entries.filter((entry) => entry.entry !== null && broken.has(entry.entry)).length,
      notes: [...absenceReasons(entries), ...typeNotes(artifactType, network)],
    }),
  );
  const absent = EXPECTED.filter(
    (type) => steps.length > 0 && rows.every((row) => row.artifactType !== type),
  );
  return [...rows, ...absent.map(absentRow)].toSorted((a, b) =>
    a.artifactType < b.artifactType ? -1 : 1,
  );
}

function absenceReasons(entries: readonly ArtifactEntry[]): readonly string[] {
  const reasons = entries.flatMap((entry) =>
    entry.entry === null ? [entry.reason ?? entry.state] : [],
  );
  return [...groupBy(reasons, (reason) => reason)].map(([reason, all]) =>
    all.length === 1 ? reason : `${reason} (${all.length} times)`,
  );
}

function typeNotes(type: string, network: Network | undefined): readonly string[] {
  if (type !== 'har' || network === undefined) return [];
  return network.bodies === 'omitted'
    ? ['response bodies were not recorded: errors inside a 200 cannot be seen']
    : [];
}

function absentRow(artifactType: string): CoverageRow {
  const note =
    artifactType === 'har'
      ? 'no HAR: the browser died, was remote, or never closed'
      : 'none was listed';
  return { artifactType, listed: 0, present: 0, unreadable: 0, notes: [note] };
}
