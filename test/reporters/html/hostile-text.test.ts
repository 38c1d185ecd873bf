import { parse } from 'parse5';
import type { DefaultTreeAdapterTypes } from 'parse5';
import { describe, expect, test } from 'vitest';
import { renderHtml } from '../../../src/reporters/html.ts';
import { diagnosis, evidence, finding, request } from '../../support/diagnosis-builder.ts';
import { PAYLOADS, withEveryString } from '../hostile.ts';
import { inconclusiveRun } from '../stories/quiet-runs.ts';
import { refusedSubmit } from '../stories/refused-submit.ts';
import { rejectedLogin } from '../stories/rejected-login.ts';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

function elementsOf(markup: string): readonly Element[] {
  const found: Element[] = [];
  const open: Node[] = [...parse(markup).childNodes];
  for (let node = open.shift(); node !== undefined; node = open.shift()) {
    if (!('tagName' in node)) continue;
    found.push(node);
    open.push(...node.childNodes);
  }
  return found;
}

const attributesOf = (element: Element): readonly string[] =>
  element.attrs.map((attribute) => attribute.name);

/** Elements and attribute names in order: what a text must not change. */
const skeleton = (markup: string): readonly string[] =>
  elementsOf(markup).map((element) => `${element.tagName} ${attributesOf(element).join(' ')}`);

const STORIES = [refusedSubmit, rejectedLogin, inconclusiveRun];
const plain = STORIES.map((story) => skeleton(renderHtml(withEveryString(story, 'harmless'))));

describe('hostile text in every field of an HTML report', () => {
  test.each(PAYLOADS)('changes no element and no attribute: %j', (payload) => {
    STORIES.forEach((story, index) => {
      expect(skeleton(renderHtml(withEveryString(story, payload)))).toEqual(plain[index]);
    });
  });

  test('an HTML report has no handlers and no address but places in itself and its own pictures', () => {
    for (const element of STORIES.flatMap((story) => elementsOf(renderHtml(story)))) {
      for (const { name, value } of element.attrs) {
        expect(name).not.toMatch(/^on|^style$|^srcdoc$|^action$/);
        if (name === 'href') expect(value).toMatch(/^#[a-z0-9-]+$/);
        if (name === 'src') expect(value).toMatch(/^data:image\/(?:png|jpeg|webp);base64,/);
      }
    }
  });

  test('ids are unique, so that every link has one target', () => {
    for (const story of STORIES) {
      const ids = elementsOf(renderHtml(story)).flatMap((element) =>
        element.attrs
          .filter((attribute) => attribute.name === 'id')
          .map((attribute) => attribute.value),
      );
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  test('requests beyond what a page can hold are counted, and nothing points at them', () => {
    const rows = Array.from({ length: 2100 }, (_, index) => request({ har_index: index }));
    const evidences = [evidence({ locator: { kind: 'har-entry', index: 2050 } })];
    const report = renderHtml(
      diagnosis({
        network: { bodies: 'recorded', rows, omitted: 5 },
        findings: [finding({ evidence: evidences })],
      }),
    );
    expect(report).toContain('105 more requests');
    expect(report).not.toContain('request-2051');
  });

  test('every link leads to a place that is there', () => {
    for (const story of STORIES) {
      const elements = elementsOf(renderHtml(story));
      const values = (name: string): readonly string[] =>
        elements.flatMap((element) =>
          element.attrs.filter((attribute) => attribute.name === name).map(({ value }) => value),
        );
      const ids = new Set(values('id').map((id) => `#${id}`));
      expect(values('href').filter((href) => !ids.has(href))).toEqual([]);
    }
  });
});
