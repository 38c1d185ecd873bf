import { expect, test } from 'vitest';
import type { Finding } from '../../../src/analysers/finding.ts';
import { startUrl } from '../../../src/analysers/task/start-url.ts';
import { endedRun, isQuoted, type Answered } from '../../support/answers-builder.ts';

function find({ run }: Answered): readonly Finding[] {
  const result = startUrl.run(run);
  return 'cannotTell' in result ? [] : result;
}

test.each([
  ['Failed to format jinja template: Invalid url: unsupported scheme.', 'task.start_url_invalid'],
  ["block 'open' has no starting URL set.", 'task.start_url_missing'],
  ['Invalid url: blocked host.', 'task.start_url_blocked'],
  ['The host in your url is blocked: 10.0.0.1', 'task.start_url_blocked'],
])('%s is %s', (reason, code) => {
  const answered = endedRun({
    reason: `navigation block failed. failure reason: ${reason}`,
    blocks: [{ label: 'open', reason }],
  });
  const [finding, ...others] = find(answered);
  expect(others).toEqual([]);
  expect(finding?.code).toBe(code);
  expect(finding?.step).toBeUndefined();
  expect(finding?.evidence.every((evidence) => isQuoted(answered, evidence))).toBe(true);
});

test('the parameter that holds the unusable address is cited', () => {
  const answered = endedRun({
    parameters: { good: 'https://a.test', portal: 'ftp://files.test/in', note: 'at noon: call' },
    blocks: [{ label: 'open', reason: 'Invalid url: unsupported scheme.' }],
  });
  const [finding] = find(answered);
  expect(finding?.title).toContain('ftp://files.test/in');
  expect(finding?.evidence.map(({ claim }) => claim)).toContain('the value of parameter portal');
});

test('a run that failed later has no trouble with its address', () => {
  expect(find(endedRun({ reason: 'Reached the maximum steps (3)' }))).toEqual([]);
});
