import { describe, expect, test } from 'vitest';
import { diffTrees } from '../../src/changes/diff-trees.ts';
import type { ElementNode } from '../../src/run/run.ts';
import { element, tree } from './build-tree.ts';

const sentences = (before: readonly ElementNode[], after: readonly ElementNode[]) =>
  diffTrees(tree(before, 'before'), tree(after, 'after')).summary.map((sentence) => sentence.text);

const field = (name: string, more: Record<string, unknown> = {}) =>
  element('input', '', {
    interactable: true,
    attributes: { type: 'text', id: name, name, value: '', ...more },
  });
const label = (name: string, text: string) => element('label', text, { attributes: { for: name } });

const form = (
  fields: Readonly<Record<string, Record<string, unknown>>> = {},
  messages: Readonly<Record<string, string>> = {},
) => [
  element('h1', 'Payment'),
  ...['reference', 'amount', 'owner'].flatMap((name) => [
    label(name, `Your ${name}`),
    field(name, fields[name]),
    ...(messages[name] === undefined ? [] : [element('p', messages[name])]),
  ]),
];

describe('a form', () => {
  test('a value that was cut is told with what it was before', () => {
    expect(
      sentences(form({ reference: { value: '12345' } }), form({ reference: { value: '123' } })),
    ).toEqual(["the field 'Your reference' now holds '123' instead of '12345'"]);
  });

  test('a field that was emptied says what it held', () => {
    expect(sentences(form({ owner: { value: 'Ada' } }), form())).toEqual([
      "the field 'Your owner' was emptied, it held 'Ada'",
    ]);
  });

  test('messages next to fields are told together, and their marks not again', () => {
    const invalid = { 'aria-invalid': true };
    const after = form(
      { reference: invalid, amount: invalid, owner: invalid },
      { reference: 'Required', amount: 'Too high', owner: 'Unknown' },
    );
    expect(sentences(form(), after)).toEqual([
      "3 fields now show errors: 'Your reference' ('Required'), 'Your amount' ('Too high') and 'Your owner' ('Unknown')",
    ]);
  });

  test('a field marked as invalid without a message is told as such', () => {
    expect(sentences(form(), form({ amount: { 'aria-invalid': true } }))).toEqual([
      "'Your amount' is now marked as invalid",
    ]);
  });

  test('a disabled button is named by what is written on it', () => {
    const page = (disabled: boolean) => [
      ...form(),
      element('button', 'Pay', { attributes: { type: 'submit', disabled } }),
    ];
    expect(sentences(page(false), page(true))).toEqual(["'Pay' became disabled"]);
  });

  test('check boxes are ticked, radio buttons chosen, lists opened', () => {
    const page = (on: boolean) => [
      element('input', '', {
        attributes: { type: 'checkbox', 'aria-label': 'I agree', checked: on },
      }),
      element('input', '', { attributes: { type: 'radio', 'aria-label': 'By card', checked: on } }),
      element('button', 'Details', { attributes: { 'aria-expanded': on } }),
    ];
    expect(sentences(page(false), page(true))).toEqual([
      "'I agree' was ticked",
      "'By card' was chosen",
      "'Details' was opened",
    ]);
  });
});

describe('what appears', () => {
  const dialog = element(
    'div',
    [
      element('h2', 'Session expired'),
      element('p', 'Sign in again to go on.'),
      element('button', 'Sign in'),
    ],
    {
      attributes: { role: 'dialog' },
    },
  );

  test('a dialog over a form comes first', () => {
    const after = [...form({ amount: { value: '7' } }), dialog];
    expect(sentences(form(), after)).toEqual([
      "a dialog 'Session expired' appeared over the form",
      "the field 'Your amount' now holds '7'",
    ]);
  });

  test('a dialog whose wrapper Skyvern dropped is known by its heading and its button to close', () => {
    const loose = [
      element('h2', 'Quick view'),
      element('p', 'Delivered in two days'),
      element('button', '', { attributes: { 'aria-label': 'Close' } }),
    ];
    expect(sentences(form(), [...form(), ...loose])).toEqual([
      "a dialog 'Quick view' appeared over the form",
    ]);
  });

  test('a dialog that is gone was closed', () => {
    expect(sentences([element('h1', 'Shop'), dialog], [element('h1', 'Shop')])).toEqual([
      "the dialog 'Session expired' closed",
    ]);
  });

  test('an alert is told with its words', () => {
    const alert = element('div', 'Card declined', { attributes: { role: 'alert' } });
    expect(sentences(form(), [...form(), alert])).toEqual(["an alert appeared: 'Card declined'"]);
  });

  test('links, buttons and sections are called what they are', () => {
    const after = [...form(), element('a', 'Help', { attributes: { href: '/help' } })];
    expect(sentences(form(), after)).toEqual(["a link 'Help' appeared"]);
    expect(sentences(after, form())).toEqual(["a link 'Help' disappeared"]);
  });
});

describe('lists and texts', () => {
  const invoices = (names: readonly string[]) => [
    element(
      'table',
      names.map((name) =>
        element('tr', [
          element('td', [element('a', name, { attributes: { href: `/${name}` } })]),
          element('td', 'PDF'),
        ]),
      ),
    ),
  ];

  test('a removed row is named by its link', () => {
    expect(sentences(invoices(['INV-6', 'INV-7', 'INV-8']), invoices(['INV-6', 'INV-8']))).toEqual([
      "row 'INV-7' removed",
    ]);
  });

  test('many rows are counted and the first ones named', () => {
    const many = Array.from({ length: 9 }, (_, index) => `INV-${index}`);
    expect(sentences(invoices(many), invoices(many.slice(0, 2)))).toEqual([
      "7 rows removed: 'INV-2', 'INV-3', 'INV-4' and 4 more",
    ]);
  });

  test('a bare number is told with the words it stands with', () => {
    const link = (count: string) => [
      element('p', 'Hello'),
      element('a', 'Cart', { children: [element('span', count)] }),
    ];
    expect(sentences(link('1'), link('2'))).toEqual(["'1' now reads '2' ('Cart')"]);
  });

  test('long texts are shortened without cutting a character in half', () => {
    const long = `${'a'.repeat(78)}😀😀`;
    const [text] = sentences([element('p', 'short text')], [element('p', long)]);
    expect(text).toBe(`'short text' now reads '${'a'.repeat(78)}…'`);
  });
});

test('each detail points at the field in both tree documents', () => {
  const summary = diffTrees(
    tree(form({ owner: { value: 'Ada' } }), 'before'),
    tree(form({ owner: { value: 'Eve' } }), 'after'),
  ).summary;
  expect(summary[0]?.details[0]).toMatchObject({
    subject: 'Your owner',
    before: 'Ada',
    after: 'Eve',
    beforePlace: { source: { entry: 'before' }, pointer: '/6/attributes/value' },
    afterPlace: { source: { entry: 'after' }, pointer: '/6/attributes/value' },
  });
});
