import { parseFragment } from 'parse5';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { html } from '../../../src/reporters/escape/html.ts';
import { visible } from '../../../src/reporters/escape/visible.ts';
import { hostileText } from '../hostile-characters.ts';

function elementOf(markup: string): {
  readonly text: string;
  readonly title: string | undefined;
  readonly count: number;
} {
  const [first, ...rest] = parseFragment(markup).childNodes;
  if (first === undefined || !('attrs' in first)) throw new Error('no element');
  const text = first.childNodes
    .map((node) => ('value' in node ? node.value : '<element>'))
    .join('');
  return {
    text,
    title: first.attrs.find(({ name }) => name === 'title')?.value,
    count: rest.length + 1,
  };
}

test('a parser reads back the text that was put in, as content and as attribute', () => {
  fc.assert(
    fc.property(fc.oneof(hostileText, fc.string({ unit: 'grapheme' })), (text) => {
      const element = elementOf(html`<b title="${text}">${text}</b>`.toString());
      expect(element).toEqual({ text: visible(text), title: visible(text), count: 1 });
    }),
  );
});

test('markup inside markup is kept, undefined is nothing, lists are joined', () => {
  const entries = ['a<', 'b'].map((text) => html`<li>${text}</li>`);
  expect(html`${entries}${undefined}${3}`.toString()).toBe('<li>a&lt;</li><li>b</li>3');
});

test('an object that looks like markup is written as text or not at all', () => {
  // @ts-expect-error only `html` makes markup
  expect(() => html`<b>${{ toString: () => '<script>' }}</b>`).toThrow();
});

test('an attribute value without quotes is refused', () => {
  expect(() => html`<b title=${'x'}></b>`).toThrow('without quotes');
});
