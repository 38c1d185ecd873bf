import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../src/analysers/finding.ts';
import { templateOrParameter } from '../../../src/analysers/task/template-or-parameter.ts';
import { endedRun, type EndedRun } from '../../support/answers-builder.ts';
import { actionWith, stepWith } from '../../support/run-builder.ts';

function find(ended: EndedRun): Finding | undefined {
  const result = templateOrParameter.run(endedRun(ended).run);
  return 'cannotTell' in result ? undefined : result[0];
}

function workflow(
  texts: Readonly<Record<string, string>>,
  parameters: readonly unknown[] = [],
): unknown {
  return {
    workflow_definition: {
      parameters,
      blocks: [{ label: 'open', block_type: 'navigation', ...texts }],
    },
  };
}

const OPEN = { label: 'open', reason: "block 'open' has no starting URL set" };
const DECLARED = [{ key: 'site_url', parameter_type: 'workflow', default_value: null }];

describe('a variable of a workflow', () => {
  test('that nothing declares is the cause, before any step', () => {
    const finding = find({
      workflow: workflow({ url: '{{ site_link }}' }, DECLARED),
      parameters: { site_url: 'https://a.test' },
      blocks: [OPEN],
    });
    expect(finding?.code).toBe('task.template_or_parameter');
    expect(finding?.block?.label).toBe('open');
    expect(finding?.step).toBeUndefined();
    expect(finding?.evidence[0].claim).toContain('{{ site_link }}');
  });

  test('that the run gave no value is missing data', () => {
    const finding = find({
      workflow: workflow({ url: '{{ site_url }}' }, DECLARED),
      parameters: {},
      blocks: [OPEN],
    });
    expect(finding?.code).toBe('task.missing_payload');
  });

  test.each([
    '{{ site_url }}',
    '{{ current_value.link }}',
    '{{ open_output }}',
    "{{ nothing | default('x') }}",
    '{% set mine = 1 %}{{ mine }}',
    `{{ _${'a1'.repeat(32)} }}`,
    '{{ nothing if x else y }}',
  ])('is left alone in %s', (url) => {
    const parameters = { site_url: 'https://a.test' };
    expect(
      find({ workflow: workflow({ url }, DECLARED), parameters, blocks: [OPEN] }),
    ).toBeUndefined();
  });

  test('that names a key which an earlier block did not return is the cause', () => {
    const definition = {
      workflow_definition: {
        blocks: [
          { label: 'read', block_type: 'extraction' },
          {
            label: 'open',
            block_type: 'navigation',
            url: '{{ read_output.extracted_information.link }}',
          },
        ],
      },
    };
    const read = {
      label: 'read',
      status: 'completed',
      output: { extracted_information: { url: 'x' } },
    };
    expect(find({ workflow: definition, blocks: [read, OPEN] })?.title).toContain('does not have');
  });

  test('weighs little in a block that was not the one to fail', () => {
    const finding = find({
      workflow: workflow({ navigation_goal: 'Open {{ nothing }}' }),
      blocks: [{ label: 'open', status: 'completed' }],
    });
    expect(finding?.bearing.confidence).toBeLessThan(0.6);
  });
});

describe('a placeholder', () => {
  const typed = (text: string, prompt?: string): Finding | undefined =>
    find({
      ...(prompt === undefined ? {} : { prompt }),
      parts: {
        steps: [
          stepWith(),
          stepWith({ order: 1, actions: [actionWith({ type: 'input_text', text })] }),
        ],
      },
    });

  test.each(['{{ customer_no }}', '${customerNo}', 'undefined'])(
    'typed as %s is the cause',
    (text) => {
      const finding = typed(text);
      expect(finding?.step?.order).toBe(1);
      expect(finding?.evidence[0].excerpt).toBe(text);
    },
  );

  test('in other brackets counts only when the goal has it, too', () => {
    expect(typed('[customer number]', 'Open the account of [customer number].')?.code).toBe(
      'task.template_or_parameter',
    );
    expect(typed('[customer number]', 'Open the account.')).toBeUndefined();
  });

  test.each([`{{ _${'0f'.repeat(32)} }}`, 'plain text', 'f(x) = {1, 2}'])(
    'is not seen in %s',
    (text) => {
      expect(typed(text)).toBeUndefined();
    },
  );

  test('that stands in the goal only is weaker', () => {
    const finding = find({ prompt: 'Find {{ order }}.' });
    expect(finding?.bearing.tier).toBe('unlinked');
  });
});

test.each([
  'Failed to format jinja template: Invalid url: unsupported scheme.',
  "Failed to evaluate branch 0 for x: Failed to format Jinja style parameter '{{ a }}'",
])('words that belong to another cause are left to it: %s', (reason) => {
  expect(find({ blocks: [{ label: 'a', type: 'navigation', reason }] })).toBeUndefined();
});
