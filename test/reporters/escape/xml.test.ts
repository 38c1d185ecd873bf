import { parseDocument } from 'htmlparser2';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { visible } from '../../../src/reporters/escape/visible.ts';
import { xmlAttribute, xmlText } from '../../../src/reporters/escape/xml.ts';
import { hostileText } from '../hostile-characters.ts';
import { PAYLOADS } from '../hostile.ts';

/** The production Char of XML 1.0. */
const XML_CHARACTERS = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u;
const anyText = fc.oneof(
  hostileText,
  fc.constantFrom(...PAYLOADS),
  fc.constantFrom('\uFFFE', 'a\uFFFFb', ']]>'),
);
const expected = (text: string): string => visible(text).replace(/[\uFFFE\uFFFF]/g, '\uFFFD');

test('a parser reads back content and attribute', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const [element] = parseDocument(`<a b="${xmlAttribute(text)}">${xmlText(text)}</a>`, {
        xmlMode: true,
      }).children;
      if (element === undefined || !('attribs' in element)) throw new Error('no element');
      const content = element.children
        .map((child) => ('data' in child ? child.data : '<element>'))
        .join('');
      expect({ content, attribute: element.attribs['b'] }).toEqual({
        content: expected(text),
        attribute: expected(text),
      });
    }),
  );
});

test('only characters that XML 1.0 allows are written', () => {
  fc.assert(
    fc.property(
      anyText,
      (text) => XML_CHARACTERS.test(xmlText(text)) && XML_CHARACTERS.test(xmlAttribute(text)),
    ),
  );
});
