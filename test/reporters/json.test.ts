import { expect, test } from 'vitest';
import { diagnosisSchema } from '../../src/diagnosis/diagnosis.ts';
import { renderJson } from '../../src/reporters/json.ts';
import { diagnosis } from '../support/diagnosis-builder.ts';
import { STORIES } from './stories/index.ts';

test('the JSON report reads back as the same diagnosis', () => {
  for (const story of STORIES.values())
    expect(diagnosisSchema.parse(JSON.parse(renderJson(story)))).toEqual(story);
});

test('the order of keys does not depend on how the diagnosis was built', () => {
  const built = diagnosis();
  const reversed = Object.fromEntries(Object.entries(built).toReversed());
  expect(renderJson(diagnosisSchema.parse(reversed))).toBe(renderJson(built));
});

test('it ends in one newline', () => {
  expect(renderJson(diagnosis())).toMatch(/[^\n]\n$/);
});
