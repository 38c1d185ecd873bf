import { parse } from 'parse5';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonInScript } from '../../../src/reporters/escape/json-in-script.ts';
import { PAYLOADS } from '../hostile.ts';

function scriptTexts(markup: string): readonly string[] {
  const found: string[] = [];
  const open = [...parse(markup).childNodes];
  for (let node = open.shift(); node !== undefined; node = open.shift()) {
    if (!('childNodes' in node)) continue;
    if (node.nodeName === 'script')
      found.push(node.childNodes.map((child) => ('value' in child ? child.value : '')).join(''));
    open.push(...node.childNodes);
  }
  return found;
}

test('a parser sees one script and reads the value back from it', () => {
  const value = fc.oneof(fc.constantFrom(...PAYLOADS), fc.jsonValue());
  fc.assert(
    fc.property(value, (input) => {
      const [json, ...others] = scriptTexts(
        `<script type="application/json">${jsonInScript(input)}</script><p>after</p>`,
      );
      expect(others).toEqual([]);
      expect(JSON.parse(json ?? '')).toEqual(JSON.parse(JSON.stringify(input)));
    }),
  );
});
