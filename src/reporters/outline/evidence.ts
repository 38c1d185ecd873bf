import type { Diagnosis, DiagnosisEvidence, DiagnosisFinding } from '../../diagnosis/diagnosis.ts';
import { clockTime } from '../words/moment.ts';
import { locatorWords, sourceWords } from '../words/place.ts';
import { code, dotted, list, muted, paragraph, prose, strong } from './block.ts';
import type { Block, Line, ListEntry } from './block.ts';

/** Artifact, place and time of an evidence. */
export function evidenceSource(evidence: DiagnosisEvidence): Line {
  const spans = [code(sourceWords(evidence), evidence.entry), code(locatorWords(evidence.locator))];
  return dotted(evidence.at === null ? spans : [...spans, muted(clockTime(evidence.at))]);
}

function evidenceEntry(evidence: DiagnosisEvidence): ListEntry {
  const entry = { line: [prose(evidence.claim)], source: evidenceSource(evidence) };
  return evidence.excerpt === '' ? entry : { ...entry, excerpt: evidence.excerpt };
}

function findingBlocks(finding: DiagnosisFinding): readonly Block[] {
  const evidence = list(finding.evidence.map(evidenceEntry), true);
  return finding.explanation === ''
    ? [evidence]
    : [paragraph(prose(finding.explanation)), evidence];
}

function contributing(finding: DiagnosisFinding): readonly Block[] {
  return [
    paragraph(strong('Also: '), prose(finding.title)),
    list(finding.evidence.map(evidenceEntry)),
  ];
}

/** Why the verdict is what it is: the primary finding, then what contributed. */
export function whyBlocks(diagnosis: Diagnosis): readonly Block[] {
  const { findings } = diagnosis;
  return [
    ...findings.filter((finding) => finding.role === 'primary').flatMap(findingBlocks),
    ...findings.filter((finding) => finding.role === 'contributing').flatMap(contributing),
  ];
}

/** Trouble that the cause explains, so that nobody chases it; what was weighed as a cause stands among the alternatives already. */
export function symptomBlocks(diagnosis: Diagnosis): readonly Block[] {
  const weighed = new Set(diagnosis.alternatives.map(({ cause }) => cause));
  const rows = diagnosis.findings.filter(
    (finding) =>
      (finding.role === 'symptom' || finding.role === 'unrelated') && !weighed.has(finding.code),
  );
  if (rows.length === 0) return [];
  return [
    list(
      rows.map((finding) => ({
        line: [code(finding.code), prose(` ${finding.title} `), muted(fateOf(finding))],
      })),
    ),
  ];
}

function fateOf(finding: DiagnosisFinding): string {
  if (finding.role === 'unrelated') return '(unrelated)';
  return finding.explained_by === null ? '(symptom)' : `(explained by ${finding.explained_by})`;
}
