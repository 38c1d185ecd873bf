import type { Diagnosis, DiagnosisEvidence } from '../src/diagnosis/diagnosis.ts';

/** The true story of a recording. */
export interface Label {
  /** Null for a healthy run. */
  readonly cause: string | null;
  readonly also?: readonly string[];
  readonly status: string;
  readonly step?: number | null;
  readonly block?: string | null;
  readonly evidence?: readonly LabelledEvidence[];
}

interface LabelledEvidence {
  readonly in: string;
  readonly method?: string;
  readonly url?: string;
  readonly status?: number;
  readonly failure?: string;
  readonly text?: string;
}

/** How one verdict compares with its label; undefined where the label does not ask. */
export interface Mark {
  readonly isHealthy: boolean;
  readonly isRight: boolean;
  readonly isAmongThree: boolean | undefined;
  readonly isStepRight: boolean | undefined;
  readonly isBlockRight: boolean | undefined;
  /** A quotation of the primary finding holds what proves the cause. */
  readonly isProven: boolean | undefined;
  readonly isInconclusive: boolean;
  /** Wrong, and sure of it. */
  readonly isFalselySure: boolean;
  readonly badPointers: number;
}

const SURE = 0.8;

export function markOf(diagnosis: Diagnosis, label: Label, badPointers: number): Mark {
  const { verdict } = diagnosis;
  const isHealthy = label.cause === null;
  const isRight = isHealthy ? verdict.kind !== 'cause' : isCauseRight(diagnosis, label);
  const asked = (value: unknown, isMet: boolean): boolean | undefined =>
    isHealthy || value === null || value === undefined ? undefined : isMet;
  return {
    isHealthy,
    isRight,
    isAmongThree: isHealthy ? undefined : isRight || isSecondOrThird(diagnosis, label),
    isStepRight: asked(label.step, verdict.step?.order === label.step),
    isBlockRight: asked(label.block, verdict.block?.label === label.block),
    isProven: asked(label.evidence?.[0], isProven(diagnosis, label)),
    isInconclusive: verdict.kind === 'inconclusive',
    isFalselySure: verdict.kind === 'cause' && !isRight && verdict.confidence >= SURE,
    badPointers,
  };
}

function rightCauses(label: Label): readonly (string | null)[] {
  return [label.cause, ...(label.also ?? [])];
}

function isCauseRight({ verdict }: Diagnosis, label: Label): boolean {
  if (verdict.kind === 'canceled') return rightCauses(label).includes('task.canceled');
  if (verdict.kind === 'unfinished') return label.status === 'running';
  return verdict.cause !== null && rightCauses(label).includes(verdict.cause);
}

function isSecondOrThird({ alternatives }: Diagnosis, label: Label): boolean {
  return alternatives.slice(0, 2).some(({ cause }) => rightCauses(label).includes(cause));
}

function isProven({ findings }: Diagnosis, label: Label): boolean {
  const quoted = findings.filter(({ role }) => role === 'primary').flatMap((it) => it.evidence);
  return quoted.some((evidence) => label.evidence?.some((wanted) => shows(evidence, wanted)));
}

function shows(evidence: DiagnosisEvidence, wanted: LabelledEvidence): boolean {
  const excerpt = squash(evidence.excerpt);
  if (wanted.in === 'har')
    return [wanted.method, wanted.url, wanted.failure ?? wanted.status].every((part) =>
      excerpt.includes(squash(String(part ?? ''))),
    );
  const words = `${excerpt} ${squash(evidence.artifact_type ?? '')} ${squash(evidence.claim)}`;
  return words.includes(squash(wanted.text ?? ''));
}

function squash(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
}
