import type { Diagnosis, DiagnosisEvidence, DiagnosisFinding } from '../diagnosis/diagnosis.ts';
import { relativeAddress } from './escape/address.ts';
import { visible } from './escape/visible.ts';
import { locatorWords, sourceWords } from './words/place.ts';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
const LEVELS = {
  primary: 'error',
  contributing: 'warning',
  symptom: 'note',
  unrelated: 'note',
} as const;
/** GitHub reads no more. */
const MAX_RESULTS = 5000;
const MAX_LOCATIONS = 100;

function location(evidence: DiagnosisEvidence): object {
  const { locator } = evidence;
  const region =
    locator.kind === 'line'
      ? { region: { startLine: locator.line } }
      : locator.kind === 'text' && locator.start >= 0 && locator.end >= locator.start
        ? { region: { charOffset: locator.start, charLength: locator.end - locator.start } }
        : {};
  return {
    physicalLocation: {
      artifactLocation: { uri: relativeAddress(evidence.entry ?? 'manifest.json') },
      ...region,
    },
    message: {
      text: visible(`${evidence.claim} (${sourceWords(evidence)}, ${locatorWords(locator)})`),
    },
  };
}

function result(finding: DiagnosisFinding, diagnosis: Diagnosis): object {
  const text =
    finding.explanation === '' ? finding.title : `${finding.title}\n\n${finding.explanation}`;
  return {
    ruleId: visible(finding.code),
    level: LEVELS[finding.role],
    message: { text: visible(text) },
    locations: finding.evidence.slice(0, MAX_LOCATIONS).map(location),
    ...(finding.role === 'primary'
      ? { partialFingerprints: { 'skyvern-debrief/v1': visible(diagnosis.verdict.fingerprint) } }
      : {}),
    properties: { role: finding.role, confidence: finding.confidence },
  };
}

/** SARIF 2.1.0: findings as results that point into the bundle. */
export function renderSarif(diagnosis: Diagnosis): string {
  const findings = diagnosis.findings.slice(0, MAX_RESULTS);
  const codes = [...new Set(findings.map((finding) => visible(finding.code)))];
  const driver = {
    name: diagnosis.tool.name,
    version: diagnosis.tool.version,
    rules: codes.map((id) => ({ id, shortDescription: { text: id } })),
  };
  const run = {
    tool: { driver },
    automationDetails: { id: `skyvern/${visible(diagnosis.run.id ?? 'run')}` },
    columnKind: 'utf16CodeUnits',
    results: findings.map((finding) => result(finding, diagnosis)),
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, undefined, 2)}\n`;
}
