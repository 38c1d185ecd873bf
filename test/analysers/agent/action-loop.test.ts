import { expect, test } from 'vitest';
import { told, type PlannedPart, type StoryStep } from '../../support/story-builder.ts';

const HTML =
  '<h1>Addresses</h1><input name="street" unique_id="AAAA"><a href="?sort" unique_id="AAAB">Sort</a>';
const GOAL = 'Look up the delivery zone.';

function step(plan: PlannedPart, html = HTML): StoryStep {
  return { url: 'https://post.test/', html, plan: [plan], after: html };
}

test('one field that gets another value in every step is a loop', () => {
  const steps = ['Main St 4', 'Main Street 4', '4 Main Street'].map((text) =>
    step({ type: 'input_text', id: 'AAAA', text }),
  );
  expect(told({ goal: GOAL, steps })).toBe('agent.action_loop@0');
});

test('two actions in turn are a loop', () => {
  const turn = [
    step({ type: 'click', id: 'AAAB' }),
    step({ type: 'input_text', id: 'AAAA', text: 'Main' }),
  ];
  expect(told({ goal: GOAL, steps: [...turn, ...turn, ...turn] })).toBe('agent.action_loop@0');
});

test('one field on pages that go on is no loop', () => {
  const steps = [1, 2, 3, 4].map((page) => {
    const html = `<h1>Page ${page}</h1><p>Question ${page} of the form</p><p>Part ${page} asks this</p><input name="a" unique_id="AAAA">`;
    return step({ type: 'input_text', id: 'AAAA', text: `answer ${page}` }, html);
  });
  expect(told({ goal: GOAL, steps })).not.toContain('action_loop');
});
