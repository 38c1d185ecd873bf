import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readElementTree } from '../../src/artifacts/element-tree.ts';
import { readStringMap } from '../../src/artifacts/element-maps.ts';
import { readHtml } from '../../src/artifacts/html.ts';

describe('readHtml', () => {
  it('joins inline markup into one text and can quote its longest run', () => {
    const html = '<body><p>Balance: <b>14.5 days left</b></p></body>';
    const [text] = readHtml(html).texts;
    expect(text?.text).toBe('Balance: 14.5 days left');
    expect(html.slice(text?.quote.start, text?.quote.end)).toBe('14.5 days left');
  });

  it('leaves out scripts, styles, templates and hidden parts', () => {
    const html =
      '<head><title>T</title></head><script>a</script><style>b</style><template>c</template><p hidden>d</p><p style="display: none">e</p><p>f</p>';
    const page = readHtml(html);
    expect(page.texts.map((text) => text.text)).toEqual(['f']);
    expect(page.title).toBe('T');
  });

  it('keeps text drawn in SVG apart from text in elements', () => {
    const page = readHtml('<p>Plan</p><svg><text>R-204</text><style>x</style></svg>');
    expect(page.texts.map((text) => text.text)).toEqual(['Plan']);
    expect(page.drawnTexts.map((text) => text.text)).toEqual(['R-204']);
  });

  it('tells the language and the parents of elements', () => {
    const page = readHtml('<html lang="FI"><body><form><button>OK</button></form></body></html>');
    expect(page.language).toBe('fi');
    const button = page.elements.find((element) => element.tagName === 'button');
    expect(page.elements[button?.parent ?? -1]?.tagName).toBe('form');
  });

  it('survives nesting that would overflow a recursive walk', () => {
    const depth = 20_000;
    const page = readHtml(`${'<div>'.repeat(depth)}deep${'</div>'.repeat(depth)}`);
    expect(page.texts.map((text) => text.text)).toEqual(['deep']);
  });

  it('gives offsets that lie inside the source, whatever the source is', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('<', '>', '/', 'p', 'a', ' ', '"', '=', '&', ';', '\n', 'é', '!--'),
        }),
        (html) => {
          for (const text of readHtml(html).texts) {
            expect(text.start).toBeLessThan(text.end);
            expect(text.end).toBeLessThanOrEqual(html.length);
            expect(text.quote.start).toBeGreaterThanOrEqual(text.start);
          }
        },
      ),
    );
  });
});

describe('readElementTree', () => {
  it('keeps indexes right where a child is no node', () => {
    const reading = readElementTree([
      { tagName: 'div', children: [null, { tagName: 'a', text: 'Go' }] },
    ]);
    expect(reading.value?.[0]?.children?.[1]?.text).toBe('Go');
    expect(reading.problems).toHaveLength(1);
  });

  it('drops fields of a wrong kind and keeps the node', () => {
    expect(readElementTree([{ id: 5, text: 'x', attributes: 'no' }]).value?.[0]).toMatchObject({
      id: undefined,
      text: 'x',
      attributes: undefined,
    });
  });

  it('reads a tree that is one path of 20 000 levels', () => {
    let node: object = { text: 'leaf' };
    for (let level = 0; level < 20_000; level += 1) node = { children: [node] };
    expect(readElementTree([node]).problems).toEqual([]);
  });
});

describe('readStringMap', () => {
  it('keeps entries with dangerous names as data', () => {
    const map = readStringMap(JSON.parse('{"__proto__": "a", "constructor": "b", "n": 1}')).value;
    expect([...(map ?? [])]).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
  });
});
