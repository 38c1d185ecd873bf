/** Model values to the plain JSON of the contract. */
import type { Evidence } from '../run/evidence.ts';
import type { Block, Step } from '../run/run.ts';
import { formatUtc } from '../support/iso-time.ts';
import type { BlockRef, DiagnosisEvidence, DiagnosisFinding, StepRef } from './diagnosis.ts';
import type { RankedFinding } from './rank.ts';

export function plainStep(step: Step | undefined): StepRef | null {
  if (step === undefined) return null;
  return {
    task_id: step.taskId,
    step_id: step.stepId,
    order: step.order,
    retry_index: step.retryIndex,
  };
}

export function plainBlock(block: Block | undefined): BlockRef | null {
  return block === undefined ? null : { label: block.label ?? null, id: block.blockId };
}

export function plainFinding({
  finding,
  role,
  confidence,
  explainedBy,
}: RankedFinding): DiagnosisFinding {
  return {
    code: finding.code,
    role,
    confidence,
    title: finding.title,
    explanation: finding.explanation,
    step: plainStep(finding.step),
    block: plainBlock(finding.block ?? finding.step?.block),
    at: formatUtc(finding.atMs ?? finding.evidence[0].atMs),
    explained_by: explainedBy ?? null,
    evidence: finding.evidence.map(plainEvidence),
  };
}

export function plainEvidence(evidence: Evidence): DiagnosisEvidence {
  const { source } = evidence;
  const artifact = source?.kind === 'artifact' ? source : undefined;
  const resource = source?.kind === 'resource' ? source : undefined;
  return {
    claim: evidence.claim,
    artifact_id: artifact?.artifactId ?? null,
    artifact_type: artifact?.artifactType ?? evidence.artifactType ?? null,
    resource: resource?.resource ?? null,
    resource_id: resource?.resourceId ?? null,
    entry: source?.entry ?? null,
    locator: evidence.locator,
    excerpt: evidence.excerpt,
    at: formatUtc(evidence.atMs),
  };
}
