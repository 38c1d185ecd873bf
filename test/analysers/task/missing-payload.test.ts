import { expect, test } from 'vitest';
import type { Finding } from '../../../src/analysers/finding.ts';
import { missingPayload } from '../../../src/analysers/task/missing-payload.ts';
import type { Run, Task } from '../../../src/run/run.ts';
import { endedRun, isQuoted, type Answered } from '../../support/answers-builder.ts';
import {
  actionWith,
  jsonDocument,
  llmCallWith,
  outcomeWith,
  resourceSource,
  stepWith,
} from '../../support/run-builder.ts';

function taskWith(prompt: string, payload: unknown): Task {
  const value = { request: { navigation_goal: prompt, navigation_payload: payload } };
  return {
    taskId: 'tsk_1',
    status: 'failed',
    failureReason: undefined,
    errors: [],
    failureCategories: [],
    request: { ...outcomeWith().request, prompt, payload },
    output: undefined,
    document: { source: resourceSource('task', 'tsk_1'), value },
    steps: [],
    block: undefined,
  };
}

function find(parts: Partial<Run>, status = 'failed'): [Finding | undefined, Answered] {
  const answered = endedRun({ status, parts });
  const result = missingPayload.run(answered.run);
  return ['cannotTell' in result ? undefined : result[0], answered];
}

test('a key without a value that the goal speaks of is missing', () => {
  const task = taskWith('Enter the tax number and save.', { tax_number: null, name: 'Ada' });
  const [finding, answered] = find({ tasks: [task], steps: [stepWith()] });
  expect(finding?.title).toContain('tax number');
  expect(finding?.evidence.every((evidence) => isQuoted(answered, evidence))).toBe(true);
});

test('an empty key that nobody asks for is normal', () => {
  expect(find({ tasks: [taskWith('Save the form.', { tax_number: null })] })[0]).toBeUndefined();
});

test('a goal that refers to a payload needs one', () => {
  expect(find({ tasks: [taskWith('Use the data of the payload.', {})] })[0]).toBeDefined();
  expect(find({ tasks: [taskWith('Use the data of the payload.', { a: 1 })] })[0]).toBeUndefined();
});

test.each([
  [null, ''],
  ['Not provided', 'N/A'],
])('a question of the model without an answer (%s) leaves the field empty', (answer, text) => {
  const parsed = jsonDocument('llm_response_parsed', {
    actions: [
      {
        action_type: 'INPUT_TEXT',
        user_detail_query: 'What is the IBAN?',
        user_detail_answer: answer,
      },
    ],
  });
  const step = stepWith({
    llmCalls: [llmCallWith({ parsed })],
    actions: [actionWith({ type: 'input_text', text })],
  });
  expect(find({ steps: [step] })[0]?.title).toContain('What is the IBAN?');
});

test('a question that was answered is none', () => {
  const parsed = jsonDocument('llm_response_parsed', {
    actions: [{ action_type: 'INPUT_TEXT', user_detail_query: 'Name?', user_detail_answer: 'Ada' }],
  });
  const step = stepWith({
    llmCalls: [llmCallWith({ parsed })],
    actions: [actionWith({ type: 'input_text', text: 'Ada' })],
  });
  expect(find({ steps: [step] })[0]).toBeUndefined();
});
