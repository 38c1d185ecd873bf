import type { Problem, TriageReport } from '../../compare/triage.ts';
import { relativeAddress } from '../escape/address.ts';
import { visible } from '../escape/visible.ts';
import { commonGround, problemFacts, problemTitle } from './words.ts';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
const LEVELS = { new: 'error', expired: 'error', known: 'warning' } as const;
/** GitHub reads no more of either. */
const MAX_RESULTS = 5000;
const MAX_LOCATIONS = 100;

/** SARIF 2.1.0: one result per problem, its runs as places, its standing to the baseline in SARIF's own words. */
export function renderTriageSarif(report: TriageReport): string {
  const problems = report.problems.slice(0, MAX_RESULTS);
  const codes = [...new Set(problems.map(ruleId))];
  const run = {
    tool: {
      driver: {
        ...report.tool,
        rules: codes.map((id) => ({ id, shortDescription: { text: id } })),
      },
    },
    automationDetails: { id: 'skyvern/triage' },
    columnKind: 'utf16CodeUnits',
    results: problems.map(result),
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, undefined, 2)}\n`;
}

function ruleId(problem: Problem): string {
  return visible(problem.cause ?? problem.kind);
}

function result(problem: Problem): object {
  const text = [
    problemTitle(problem),
    ...problemFacts(problem),
    `together because: ${commonGround(problem)}`,
  ];
  const bundles = [problem.exemplar, ...problem.entries.filter((it) => it !== problem.exemplar)];
  return {
    ruleId: ruleId(problem),
    level: LEVELS[problem.standing],
    baselineState: problem.standing === 'known' ? 'unchanged' : 'new',
    message: { text: visible(text.join('\n')) },
    locations: bundles.slice(0, MAX_LOCATIONS).map(({ bundle }) => ({
      physicalLocation: { artifactLocation: { uri: relativeAddress(bundle) } },
    })),
    occurrenceCount: problem.entries.length,
    partialFingerprints: { 'skyvern-debrief/v1': problem.fingerprint },
    properties: {
      owner: problem.owner,
      retry: problem.retry,
      severity: problem.severity,
      standing: problem.standing,
    },
  };
}
