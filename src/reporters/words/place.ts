import type { BlockRef, DiagnosisEvidence, StepRef } from '../../diagnosis/diagnosis.ts';

/** Steps are counted from zero, as Skyvern's own rows and the artifacts' names are. */
export function stepName(step: StepRef): string {
  const retry = step.retry_index > 0 ? `, retry ${step.retry_index}` : '';
  return `step ${step.order}${retry}`;
}

export function blockName(block: BlockRef): string {
  return block.label ?? block.id;
}

/** `step 3 of block submit_form`; undefined when neither is known. */
export function placeName(step: StepRef | null, block: BlockRef | null): string | undefined {
  if (step === null) return block === null ? undefined : `block ${blockName(block)}`;
  return block === null ? stepName(step) : `${stepName(step)} of block ${blockName(block)}`;
}

/** Where in its file an evidence lies, in words. */
export function locatorWords(locator: DiagnosisEvidence['locator']): string {
  switch (locator.kind) {
    case 'har-entry':
      return `HAR entry ${locator.index}`;
    case 'json':
      return locator.pointer === '' ? 'whole document' : locator.pointer;
    case 'line':
      return `line ${locator.line}`;
    case 'text':
      return `characters ${locator.start}–${locator.end}`;
    case 'absent':
      return 'absent';
    case 'whole':
      return 'whole file';
  }
}

/** What an evidence was read from: an artifact, or an answer of the API. */
export function sourceWords(evidence: DiagnosisEvidence): string {
  const type = evidence.artifact_type ?? evidence.resource;
  const id = evidence.artifact_id ?? evidence.resource_id;
  return [type, id].filter((part) => part !== null).join(' ') || 'bundle';
}
