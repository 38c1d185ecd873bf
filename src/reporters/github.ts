import type { Diagnosis, DiagnosisFinding } from '../diagnosis/diagnosis.ts';
import { commandMessage, commandProperty } from './escape/workflow-command.ts';
import { OWNER_WORDS, RETRY_WORDS } from './words/advice.ts';
import { confidenceNumber, confidenceWords } from './words/confidence.ts';
import { locatorWords, sourceWords } from './words/place.ts';

/** GitHub shows ten annotations of a kind per step; the verdict is one of its own. */
const MAX_WARNINGS = 9;

const COMMANDS = {
  cause: 'error',
  inconclusive: 'error',
  healthy: 'notice',
  canceled: 'warning',
  unfinished: 'warning',
} as const;

function command(name: 'error' | 'warning' | 'notice', title: string, message: string): string {
  return `::${name} title=${commandProperty(title)}::${commandMessage(message)}`;
}

function evidenceText(finding: DiagnosisFinding): string {
  return finding.evidence
    .slice(0, 5)
    .map((row) => `- ${row.claim} (${sourceWords(row)}, ${locatorWords(row.locator)})`)
    .join('\n');
}

function verdictText(diagnosis: Diagnosis): string {
  const { verdict, findings } = diagnosis;
  const primary = findings.find((finding) => finding.role === 'primary');
  return [
    verdict.summary,
    `${confidenceWords(verdict.confidence)} (${confidenceNumber(verdict.confidence)}); for ${OWNER_WORDS[verdict.owner]}; ${RETRY_WORDS[verdict.retry]}`,
    ...(primary === undefined ? [] : [evidenceText(primary)]),
    ...verdict.fixes.slice(0, 3).map((fix) => `→ ${fix}`),
  ].join('\n');
}

/** Workflow commands of GitHub Actions: one annotation for the verdict, a few for what contributed. */
export function renderGithub(diagnosis: Diagnosis): string {
  const { verdict, run, findings } = diagnosis;
  const title = `${run.id ?? 'run'} ${verdict.cause ?? verdict.kind}`;
  const warnings = findings
    .filter((finding) => finding.role === 'contributing')
    .slice(0, MAX_WARNINGS)
    .map((finding) =>
      command('warning', finding.code, `${finding.title}\n${evidenceText(finding)}`),
    );
  return `${[command(COMMANDS[verdict.kind], title, verdictText(diagnosis)), ...warnings].join('\n')}\n`;
}
