import type { Diagnosis } from '../diagnosis/diagnosis.ts';

type Row = Readonly<Record<string, unknown>>;

function rowsOf(diagnosis: Diagnosis): readonly Row[] {
  const {
    run,
    verdict,
    findings,
    timeline,
    network,
    links,
    llm_calls: calls,
    checks,
    coverage,
  } = diagnosis;
  return [
    { record: 'run', schema: diagnosis.schema, tool: diagnosis.tool, ...run },
    { record: 'verdict', ...verdict },
    ...findings.map((finding) => ({ record: 'finding', ...finding })),
    ...diagnosis.alternatives.map((alternative) => ({ record: 'alternative', ...alternative })),
    ...timeline.map((row) => ({ record: row.kind, ...row })),
    ...(network?.rows ?? []).map((row) => ({ record: 'request', ...row })),
    ...(links ?? []).map((link) => ({ record: 'link', ...link })),
    ...(calls ?? []).map((call) => ({ record: 'llm_call', ...call })),
    ...checks.map((check) => ({ record: 'check', ...check })),
    ...coverage.map((row) => ({ record: 'coverage', ...row })),
  ];
}

/** Facts, one JSON object per line, each with its `record` and the id of the run: for DuckDB, jq and the like. */
export function renderNdjson(diagnosis: Diagnosis): string {
  return rowsOf(diagnosis)
    .map((row) => `${JSON.stringify({ run_id: diagnosis.run.id, ...row })}\n`)
    .join('');
}
