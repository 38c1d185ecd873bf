import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { xmlAttribute, xmlText } from './escape/xml.ts';
import { renderTerminal } from './terminal.ts';
import { elapsedMs } from './words/moment.ts';
import { TEST_STATUS, testName } from './words/verdict-status.ts';

function attributes(pairs: Readonly<Record<string, string>>): string {
  return Object.entries(pairs)
    .map(([name, value]) => ` ${name}="${xmlAttribute(value)}"`)
    .join('');
}

function outcome(diagnosis: Diagnosis): string {
  const { verdict } = diagnosis;
  const message = attributes({ message: verdict.summary, type: verdict.cause ?? verdict.kind });
  const status = TEST_STATUS[verdict.kind];
  if (status === 'failed')
    return `      <failure${message}>${xmlText(renderTerminal(diagnosis))}</failure>\n`;
  return status === 'passed' ? '' : `      <skipped${attributes({ message: verdict.summary })}/>\n`;
}

/** JUnit XML: the run is one test of one suite. The facts belong to the suite: Jenkins' schema knows no properties of a test. */
export function renderJunit(diagnosis: Diagnosis): string {
  const { run, verdict } = diagnosis;
  const status = TEST_STATUS[verdict.kind];
  const seconds = (
    (elapsedMs(run.started_at ?? run.created_at, run.finished_at) ?? 0) / 1000
  ).toFixed(3);
  const failures = status === 'failed' ? '1' : '0';
  const skipped = status === 'skipped' || status === 'pending' ? '1' : '0';
  const suite = attributes({
    name: run.id ?? 'run',
    tests: '1',
    failures,
    errors: '0',
    skipped,
    time: seconds,
  });
  const test = attributes({
    name: testName(diagnosis),
    classname: `skyvern.${run.type ?? 'run'}`,
    time: seconds,
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites${attributes({ tests: '1', failures, time: seconds })}>
  <testsuite${suite}>
    <properties>
      <property${attributes({ name: 'fingerprint', value: verdict.fingerprint })}/>
      <property${attributes({ name: 'confidence', value: verdict.confidence.toFixed(2) })}/>
      <property${attributes({ name: 'owner', value: verdict.owner })}/>
      <property${attributes({ name: 'retry', value: verdict.retry })}/>
    </properties>
    <testcase${test}>
${outcome(diagnosis)}    </testcase>
  </testsuite>
</testsuites>
`;
}
