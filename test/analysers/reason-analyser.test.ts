import { describe, expect, test } from 'vitest';
import type { Analyser } from '../../src/analysers/define-analyser.ts';
import type { Finding } from '../../src/analysers/finding.ts';
import { credentialUnavailable } from '../../src/analysers/access/credential-unavailable.ts';
import { browserSession } from '../../src/analysers/infra/browser-session.ts';
import { browserStart } from '../../src/analysers/infra/browser-start.ts';
import { skyvernQuota } from '../../src/analysers/infra/skyvern-quota.ts';
import { storage } from '../../src/analysers/infra/storage.ts';
import { codeError } from '../../src/analysers/script/code-error.ts';
import { blockExternal } from '../../src/analysers/task/block-external.ts';
import { branch } from '../../src/analysers/task/branch.ts';
import { loop } from '../../src/analysers/task/loop.ts';
import { parameterBinding } from '../../src/analysers/task/parameter-binding.ts';
import { schemaInvalid } from '../../src/analysers/task/schema-invalid.ts';
import { workflowDefinition } from '../../src/analysers/task/workflow-definition.ts';
import { endedRun, isQuoted, type Answered } from '../support/answers-builder.ts';

function findingsOf(analyser: Analyser, { run }: Answered): readonly Finding[] {
  const result = analyser.run(run);
  return 'cannotTell' in result ? [] : result;
}

/** The code, type of the failing block, its reason, the analyser. */
const REASONS: readonly (readonly [string, string, string, Analyser])[] = [
  [
    'access.credential_unavailable',
    'login',
    'Bitwarden error: item not unlocked',
    credentialUnavailable,
  ],
  [
    'access.credential_unavailable',
    'login',
    'Could not find credential parameter login',
    credentialUnavailable,
  ],
  [
    'infra.browser_start',
    'navigation',
    'Failed to create browser context (TargetClosedError). gone',
    browserStart,
  ],
  [
    'infra.proxy',
    'navigation',
    'Failed to create browser context (NoProxyAvailable). none',
    browserStart,
  ],
  [
    'infra.proxy',
    'goto_url',
    'Page.goto: net::ERR_TUNNEL_CONNECTION_FAILED at https://a.test/',
    browserStart,
  ],
  [
    'infra.browser_session',
    'navigation',
    'Browser session pbs_12 is already occupied',
    browserSession,
  ],
  ['infra.skyvern_quota', 'navigation', 'Rate limit exceeded for organization o_1', skyvernQuota],
  ['infra.storage', 'file_download', '2 downloaded file(s) could not be fully saved', storage],
  ['script.code_error', 'code', "Failed to execute code block. Reason: KeyError: 'a'", codeError],
  [
    'script.selector_rot',
    'code',
    'Failed to execute code block. Reason: TimeoutError: Locator.click: Timeout 30000ms exceeded.',
    codeError,
  ],
  ['script.runner', 'code', 'The secure codeblock runner is unavailable', codeError],
  ['task.block_external', 'http_request', 'HTTP 503: upstream', blockExternal],
  ['task.block_external', 'send_email', 'SMTP said no', blockExternal],
  ['task.branch', 'conditional', 'No conditional branch matched', branch],
  ['task.loop', 'for_loop', 'Failed to get loop values.', loop],
  ['task.loop', 'while_loop', 'Reached max_loop_iterations limit of 20', loop],
  [
    'task.parameter_binding',
    'login',
    "Credential 'portal' is not bound to any block",
    parameterBinding,
  ],
  ['task.schema_invalid', 'extraction', 'JSON schema is invalid: type', schemaInvalid],
  ['task.workflow_definition', 'for_loop', 'Loop graph validation failed.', workflowDefinition],
  [
    'task.workflow_definition',
    'navigation',
    'Unable to find block with label x',
    workflowDefinition,
  ],
];

describe('a template in a failure reason', () => {
  test.each(REASONS)('gives %s in a %s block: %s', (code, type, reason, analyser) => {
    const answered = endedRun({
      reason: `${type} block failed. failure reason: ${reason}`,
      blocks: [{ label: 'work', type, reason }],
    });
    const [finding, ...others] = findingsOf(analyser, answered);
    expect(others).toEqual([]);
    expect(finding?.code).toBe(code);
    expect(finding?.block?.label).toBe('work');
    expect(finding?.bearing.tier).toBe('typed');
    const quoted = finding?.evidence.filter((evidence) => isQuoted(answered, evidence)) ?? [];
    expect(quoted.map(({ source }) => source?.entry)).toEqual([
      'api/timeline-run.json',
      'api/run-run.json',
    ]);
  });

  test.each(REASONS)('has wording for %s (%s: %s)', (code, _type, _reason, analyser) => {
    expect(analyser.findings[code]?.fixes.length).toBeGreaterThan(0);
  });

  test('does not count in the words of a model behind a cap', () => {
    const answered = endedRun({
      reason:
        'Reached the maximum steps (3). Possible failure reasons: Loop graph validation failed.',
    });
    expect(findingsOf(workflowDefinition, answered)).toEqual([]);
  });

  test('does not count in the prose of a task that was given up', () => {
    const reason = 'The page said that the credential was not found.';
    const answered = endedRun({
      status: 'terminated',
      reason,
      blocks: [{ label: 'a', status: 'terminated', reason, taskId: 'tsk_1' }],
    });
    expect(findingsOf(credentialUnavailable, answered)).toEqual([]);
  });

  test('of an earlier attempt does not count', () => {
    const answered = endedRun({
      status: 'completed',
      blocks: [
        { label: 'a', type: 'for_loop', reason: 'Failed to get loop values.', attempt: 1 },
        { label: 'a', type: 'for_loop', status: 'completed', attempt: 2 },
      ],
    });
    expect(findingsOf(loop, answered)).toEqual([]);
  });

  test('belongs to the innermost block, the first iteration that failed', () => {
    const reason = 'HTTP 500: no';
    const answered = endedRun({
      reason: `for_loop block failed. failure reason: ${reason}`,
      blocks: [
        { label: 'each', type: 'for_loop', reason },
        { label: 'first', type: 'http_request', reason, parent: 'each' },
        { label: 'second', type: 'http_request', reason, parent: 'each' },
      ],
    });
    expect(findingsOf(blockExternal, answered)[0]?.block?.label).toBe('first');
  });

  test('weighs less in a block that was fed by one which had failed', () => {
    const workflow = {
      workflow_definition: {
        parameters: [],
        blocks: [
          { label: 'rates', block_type: 'http_request' },
          { label: 'each', block_type: 'for_loop', loop_over: '{{ rates_output.body }}' },
        ],
      },
    };
    const answered = endedRun({
      workflow,
      reason: 'for_loop block failed. failure reason: Failed to get loop values.',
      blocks: [
        { label: 'rates', type: 'http_request', reason: 'HTTP 500: no', continueOnFailure: true },
        { label: 'each', type: 'for_loop', reason: 'Failed to get loop values.' },
      ],
    });
    const effect = findingsOf(loop, answered)[0]?.bearing.confidence ?? 1;
    const cause = findingsOf(blockExternal, answered)[0]?.bearing.confidence ?? 0;
    expect(effect).toBeLessThan(cause);
  });
});

test('a code block that could not open a page is not blamed on its code', () => {
  const reason =
    'Failed to execute code block. Reason: Error: Page.goto: net::ERR_NAME_NOT_RESOLVED at http://a.test/';
  expect(
    findingsOf(codeError, endedRun({ blocks: [{ label: 'a', type: 'code', reason }] })),
  ).toEqual([]);
});

test('a browser block is no call to the outside, whatever it says', () => {
  const answered = endedRun({
    blocks: [{ label: 'a', type: 'navigation', reason: 'HTTP 500', taskId: 'tsk_1' }],
  });
  expect(findingsOf(blockExternal, answered)).toEqual([]);
});

test('an outside block without a reason of its own is known by the words of the run', () => {
  const answered = endedRun({
    reason: 'http_request block timed out. Reason: None',
    blocks: [{ label: 'rates', type: 'http_request', status: 'timed_out' }],
  });
  expect(findingsOf(blockExternal, answered)[0]?.title).toContain('http_request');
});

test('an upload of nothing points to the blocks before it, with little weight', () => {
  const blocks = [
    {
      label: 'up',
      type: 'file_upload',
      reason: 'No files found to upload in the run download directory',
    },
  ];
  const [finding, ...others] = findingsOf(blockExternal, endedRun({ blocks }));
  expect(others).toEqual([]);
  expect(finding?.bearing.confidence).toBeLessThan(0.6);
});

test('an empty list is cited where the loop took it from', () => {
  const answered = endedRun({
    status: 'terminated',
    reason: 'for_loop block terminated. Reason: No iterable value found for the loop block',
    workflow: {
      workflow_definition: {
        blocks: [
          { label: 'list', block_type: 'extraction' },
          {
            label: 'each',
            block_type: 'for_loop',
            loop_variable_reference: '{{ list_output.extracted_information.rows }}',
          },
        ],
      },
    },
    blocks: [
      {
        label: 'list',
        type: 'extraction',
        status: 'completed',
        output: { extracted_information: { rows: [] } },
      },
      {
        label: 'each',
        type: 'for_loop',
        status: 'terminated',
        reason: 'No iterable value found for the loop block',
      },
    ],
  });
  const [finding] = findingsOf(loop, answered);
  expect(finding?.title).toContain('is empty');
  expect(finding?.evidence.every((evidence) => isQuoted(answered, evidence))).toBe(true);
  expect(finding?.evidence.map(({ excerpt }) => excerpt)).toContain('[]');
});

test('the empty value of a condition is cited', () => {
  const reason =
    "Failed to evaluate branch 0 for heavy: Failed to format Jinja style parameter '{{ ticket_output.extracted_information.net > 5 }}'. Reason: '>' not supported";
  const answered = endedRun({
    reason: `conditional block failed. failure reason: ${reason}`,
    blocks: [
      { label: 'ticket', status: 'completed', output: { extracted_information: { net: null } } },
      { label: 'heavy', type: 'conditional', reason },
    ],
  });
  const [finding] = findingsOf(branch, answered);
  expect(finding?.evidence.map(({ excerpt }) => excerpt)).toContain('null');
});
