import { expect, test } from 'vitest';
import { diagnosisJsonSchema } from '../../src/diagnosis/json-schema.ts';
import { golden } from '../support/golden.ts';

test('the published JSON Schema is the one of the code', () => {
  const written = `${JSON.stringify(diagnosisJsonSchema(), undefined, 2)}\n`;
  expect(written).toBe(golden('schema/diagnosis.schema.json', written));
});

test('the schema names every field that the contract fixes', () => {
  expect(diagnosisJsonSchema()).toMatchObject({
    required: expect.arrayContaining([
      'schema',
      'tool',
      'run',
      'verdict',
      'findings',
      'alternatives',
      'checks',
      'coverage',
      'timeline',
      'redactions',
    ]),
  });
});
