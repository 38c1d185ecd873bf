import { DIAGNOSIS_SCHEMA } from '../../src/diagnosis/diagnosis.ts';
import type {
  Diagnosis,
  DiagnosisEvidence,
  DiagnosisFinding,
  RequestRow,
  StepRef,
  TimelineRow,
} from '../../src/diagnosis/diagnosis.ts';

type Parts<Whole> = { readonly [Key in keyof Whole]?: Whole[Key] };

/** A step of the only task of the sample runs. */
export function stepRef(order: number, retryIndex = 0, taskId = 'tsk_501'): StepRef {
  return {
    task_id: taskId,
    step_id: `stp_${order}${retryIndex === 0 ? '' : `r${retryIndex}`}`,
    order,
    retry_index: retryIndex,
  };
}

export function evidence(parts: Parts<DiagnosisEvidence> = {}): DiagnosisEvidence {
  return {
    claim: 'The run says so.',
    artifact_id: 'a_900',
    artifact_type: 'har',
    resource: null,
    resource_id: null,
    entry: 'artifacts/har.har',
    locator: { kind: 'har-entry', index: 3 },
    excerpt: '',
    at: null,
    ...parts,
  };
}

export function finding(parts: Parts<DiagnosisFinding> = {}): DiagnosisFinding {
  return {
    code: 'network.http_5xx',
    role: 'primary',
    confidence: 0.9,
    title: 'A request failed.',
    explanation: '',
    step: null,
    block: null,
    at: null,
    explained_by: null,
    evidence: [evidence()],
    ...parts,
  };
}

export function request(parts: Parts<RequestRow> = {}): RequestRow {
  return {
    har_index: 0,
    artifact_id: 'a_900',
    method: 'GET',
    url: 'https://portal.example/app.js',
    host: 'portal.example',
    status: 200,
    failure: null,
    type: 'script',
    at: '2026-11-14T10:02:00.000Z',
    duration_ms: 40,
    size_bytes: 2300,
    is_first_party: true,
    outcome: 'ok',
    reason: null,
    step: null,
    action: null,
    ...parts,
  };
}

export function timelineRow(parts: Parts<TimelineRow> = {}): TimelineRow {
  return {
    kind: 'step',
    depth: 0,
    label: 'step 0',
    status: 'completed',
    at: null,
    duration_ms: null,
    step: null,
    block: null,
    actions: [],
    note: null,
    page_url: null,
    tokens: null,
    decisive: false,
    ...parts,
  };
}

export function verdict(parts: Parts<Diagnosis['verdict']> = {}): Diagnosis['verdict'] {
  return {
    kind: 'cause',
    cause: 'network.http_5xx',
    confidence: 0.9,
    summary: 'The server failed.',
    owner: 'site',
    retry: 'later',
    step: null,
    block: null,
    fingerprint: 'ffp1:4be1c07d',
    fingerprint_components: ['network.http_5xx'],
    fixes: [],
    would_decide: [],
    ...parts,
  };
}

export function runFacts(parts: Parts<Diagnosis['run']> = {}): Diagnosis['run'] {
  return {
    id: 'tsk_501',
    type: 'task_v1',
    status: 'failed',
    created_at: '2026-11-14T10:02:00.000Z',
    started_at: '2026-11-14T10:02:01.000Z',
    finished_at: '2026-11-14T10:04:15.000Z',
    failure_reason: null,
    goal: null,
    url: null,
    server_version: '1.0.56',
    ...parts,
  };
}

/** The smallest complete diagnosis, with whatever a test is about put in. */
export function diagnosis(parts: Parts<Diagnosis> = {}): Diagnosis {
  return {
    schema: DIAGNOSIS_SCHEMA,
    tool: { name: 'skyvern-debrief', version: '0.1.0' },
    run: runFacts(),
    verdict: verdict(),
    causal_chain: [],
    findings: [],
    alternatives: [],
    checks: [],
    coverage: [],
    timeline: [],
    sections: [],
    screenshots: [],
    redactions: 0,
    ...parts,
  };
}
