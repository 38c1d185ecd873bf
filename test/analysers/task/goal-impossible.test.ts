import { expect, test } from 'vitest';
import type { Finding } from '../../../src/analysers/finding.ts';
import { goalImpossible } from '../../../src/analysers/task/goal-impossible.ts';
import { endedRun } from '../../support/answers-builder.ts';
import { pagedStep } from '../../support/pages-builder.ts';

function find(
  html: string,
  prompt: string,
  status = 'terminated',
  type = 'terminate',
): Finding | undefined {
  const steps = [pagedStep(0, html, undefined, { type })];
  const result = goalImpossible.run(endedRun({ status, prompt, parts: { steps } }).run);
  return 'cannotTell' in result ? undefined : result[0];
}

const DATES =
  '<h1>Harbour tour</h1><ul><li>Friday 4 May: sold out</li><li>Saturday 5 May: free places</li></ul>';

test.each([
  '<p>All places are sold out.</p>',
  '<p role="alert">Registration is closed.</p>',
  '<p>Alle Termine sind ausgebucht.</p>',
  '<p>You have already voted in this election.</p>',
  '<p>You do not meet the requirements for this grant.</p>',
  '<p>Sie haben diesen Gutschein bereits eingelöst.</p>',
  '<p role="alert">La date limite d’inscription est dépassée.</p>',
  '<h2>El plazo de inscripción ha finalizado</h2>',
])('the page says that it cannot be done: %s', (html) => {
  const finding = find(`<h1>Tour</h1>${html}`, 'Book the tour.');
  expect(finding?.step?.order).toBe(0);
  expect(html).toContain(finding?.evidence[0].excerpt);
});

test('what is sold out counts when it is what the goal names', () => {
  expect(find(DATES, 'Book two places on Friday.')?.title).toContain('Friday 4 May');
});

test('another line that is sold out proves nothing', () => {
  expect(find(DATES, 'Book two places on Saturday.')).toBeUndefined();
});

test('a completed run was possible', () => {
  expect(find('<p>All places are sold out.</p>', 'Book.', 'completed')).toBeUndefined();
});

test('a run that never gave up needs a clear statement, and then is less sure', () => {
  expect(find('<p role="alert">Sold out</p>', 'Book.', 'failed', 'click')).toBeUndefined();
  const clear = find('<p>All dates are sold out.</p>', 'Book.', 'failed', 'click');
  expect(clear?.bearing.confidence).toBeLessThan(0.7);
});
