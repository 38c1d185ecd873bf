import { describe, expect, test } from 'vitest';
import { diagnoseStory, told, type Story } from '../../support/story-builder.ts';

const ROWS = [
  ['AAAA', 'INV-7', 'Acme', 'March'],
  ['AAAB', 'INV-8', 'Acme', 'April'],
  ['AAAC', 'INV-9', 'Borealis', 'April'],
];
const TABLE = `<h1>Invoices</h1><table>${ROWS.map(
  ([id, ...cells]) =>
    `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}<td><button unique_id="${id ?? ''}">Pay</button></td></tr>`,
).join('')}</table>`;

function clicked(goal: string, id: string, html = TABLE, parts: Partial<Story> = {}): Story {
  const after = '<h1>Payment</h1><p>The invoice was paid.</p>';
  return {
    goal,
    steps: [
      { url: 'https://ap.test/', html, plan: [{ type: 'click', id }], after },
      { url: 'https://ap.test/', html: after, plan: [{ type: 'terminate' }] },
    ],
    status: 'terminated',
    ...parts,
  };
}

const WRONG = 'agent.wrong_element@0';

describe('a button of another row', () => {
  test('is told by the number that the goal names', () => {
    const story = clicked('Pay invoice INV-8.', 'AAAA');
    const { verdict, findings } = diagnoseStory(story);
    expect(told(story)).toBe(WRONG);
    expect(verdict.summary).toContain('INV-7');
    expect(findings[0]?.evidence.map((item) => item.artifact_type)).toContain('html_scrape');
  });

  test('is told by what only one of the named customer’s rows has', () => {
    expect(told(clicked('Pay the invoice of Acme for April.', 'AAAA'))).toBe(WRONG);
  });

  test.each([
    ['Pay invoice INV-8.', 'AAAB'],
    ['Pay the invoice of Acme for March.', 'AAAA'],
    ['Pay all invoices except INV-8.', 'AAAA'],
    ['Pay INV-7 and then INV-8.', 'AAAA'],
    ['Pay the oldest open invoice.', 'AAAC'],
  ])('is not seen where the goal allows the click: %s', (goal, id) => {
    expect(told(clicked(goal, id))).not.toBe(WRONG);
  });

  test('is told by labels that name their thing', () => {
    const html = `<h1>Jobs</h1><section><button unique_id="AAAA">Assign J-118 to Van 2</button></section><section><button unique_id="AAAB">Assign J-121 to Van 2</button></section>`;
    expect(told(clicked('Assign job J-121 to Van 2.', 'AAAA', html))).toBe(WRONG);
    expect(told(clicked('Assign job J-121 to Van 2.', 'AAAB', html))).not.toBe(WRONG);
  });

  test('is likely where plain words tell the cards apart', () => {
    const card = (id: string, name: string): string =>
      `<div><h3>${name}</h3><a href="#${id}" unique_id="${id}">Wählen</a></div>`;
    const html = `<h1>Tarife</h1>${card('AAAA', 'Basis')}${card('AAAB', 'Komfort')}`;
    expect(told(clicked('Wähle den Tarif Komfort.', 'AAAA', html))).toBe(WRONG);
    expect(told(clicked('Wähle den Tarif Komfort.', 'AAAB', html))).not.toBe(WRONG);
  });

  test('is overcome when the right one was clicked later', () => {
    const story = clicked('Pay invoice INV-8.', 'AAAA');
    const [first] = story.steps;
    const [second] = clicked('Pay invoice INV-8.', 'AAAB').steps;
    const steps = [first, second].flatMap((step) => step ?? []);
    expect(told({ ...story, steps })).not.toBe(WRONG);
  });
});
