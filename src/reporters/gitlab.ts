import type { Diagnosis, DiagnosisFinding } from '../diagnosis/diagnosis.ts';
import { sha256Hex } from '../support/sha256.ts';
import { visibleLine } from './escape/visible.ts';

const SEVERITIES = {
  primary: 'critical',
  contributing: 'minor',
  symptom: 'info',
  unrelated: 'info',
} as const;

/** GitLab code quality (Code Climate's issues): one entry per finding, equal fingerprints for equal trouble in the next run. */
export function renderGitlab(diagnosis: Diagnosis): string {
  const seen = new Map<string, number>();
  const issues = diagnosis.findings.map((finding) => {
    const key = `${diagnosis.verdict.fingerprint} ${finding.code}`;
    const turn = seen.get(key) ?? 0;
    seen.set(key, turn + 1);
    return issue(finding, `${key} ${turn}`);
  });
  return `${JSON.stringify(issues, undefined, 2)}\n`;
}

function issue(finding: DiagnosisFinding, key: string): object {
  const [evidence] = finding.evidence;
  const line = evidence?.locator.kind === 'line' ? evidence.locator.line : 1;
  return {
    description: visibleLine(finding.title),
    check_name: visibleLine(finding.code),
    fingerprint: sha256Hex(key).slice(0, 32),
    severity: SEVERITIES[finding.role],
    location: {
      path: visibleLine(evidence?.entry ?? 'manifest.json'),
      lines: { begin: Math.max(1, line) },
    },
  };
}
