import type { Diagnosis, DiagnosisEvidence, DiagnosisFinding } from '../diagnosis/diagnosis.ts';
import { csvCell } from './escape/csv.ts';
import { blockName, locatorWords } from './words/place.ts';

type Cell = string | number | null;

const COLUMNS = [
  'run_id',
  'run_status',
  'verdict',
  'cause',
  'fingerprint',
  'finding',
  'role',
  'confidence',
  'title',
  'step_order',
  'block',
  'claim',
  'artifact_type',
  'artifact_id',
  'place',
  'excerpt',
  'at',
] as const;

function runCells({ run, verdict }: Diagnosis): readonly Cell[] {
  return [run.id, run.status, verdict.kind, verdict.cause, verdict.fingerprint];
}

function findingCells(finding: DiagnosisFinding): readonly Cell[] {
  const block = finding.block === null ? null : blockName(finding.block);
  return [
    finding.code,
    finding.role,
    finding.confidence,
    finding.title,
    finding.step?.order ?? null,
    block,
  ];
}

function evidenceCells(row: DiagnosisEvidence): readonly Cell[] {
  return [
    row.claim,
    row.artifact_type ?? row.resource,
    row.artifact_id ?? row.resource_id,
    locatorWords(row.locator),
    row.excerpt,
    row.at,
  ];
}

function line(cells: readonly Cell[]): string {
  const padded = COLUMNS.map((_, index) => cells[index] ?? null);
  return `${padded.map((cell) => (typeof cell === 'number' ? String(cell) : csvCell(cell ?? ''))).join(',')}\r\n`;
}

/** One row per evidence, RFC 4180; a run without findings is one row of its own. */
export function renderCsv(diagnosis: Diagnosis): string {
  const head = runCells(diagnosis);
  const rows = diagnosis.findings.flatMap((finding) =>
    finding.evidence.map((row) => [...head, ...findingCells(finding), ...evidenceCells(row)]),
  );
  return [COLUMNS, ...(rows.length === 0 ? [head] : rows)].map(line).join('');
}
