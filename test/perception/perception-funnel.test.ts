import { describe, expect, test } from 'vitest';
import { perceptionFunnel } from '../../src/perception/perception-funnel.ts';
import type { TextDocument } from '../../src/support/source-ref.ts';
import { element, scrapeWith, tree } from '../changes/build-tree.ts';

const text = (content: string): { source: ReturnType<typeof tree>['source']; text: string } => ({
  source: tree([]).source,
  text: content,
});
const html = text('<button unique_id="AAAC">Pay &amp; finish</button>');
const pay = element('button', 'Pay & finish', { id: 'AAAC' });
const nested = tree([element('h1', 'Order'), element('div', [pay])]);
const promptTree = text('<button id="AAAC">Pay & finish</button>');

const states = (funnel: ReturnType<typeof perceptionFunnel>) =>
  Object.fromEntries(funnel.layers.map((layer) => [layer.layer, layer.state]));

describe('the perception funnel', () => {
  const complete = scrapeWith({ html, tree: nested, trimmedTree: nested, promptTree });

  test('follows words through every layer to the choice', () => {
    const funnel = perceptionFunnel(
      { text: 'pay  & Finish' },
      { scrape: complete, promptText: promptTree.text, chosenIds: ['AAAC'] },
    );
    expect(new Set(Object.values(states(funnel)))).toEqual(new Set(['seen']));
    expect(funnel.lostAt).toBeUndefined();
  });

  test('points at the node and at the characters', () => {
    const [inHtml, inTree] = perceptionFunnel(
      { text: 'Pay & finish' },
      { scrape: complete },
    ).layers;
    expect(inTree).toMatchObject({ place: { kind: 'node', pointer: '/1/children/0' } });
    expect(inHtml).toMatchObject({ place: { kind: 'text', start: 25, end: 41 } });
  });

  test('names the layer where the target was lost', () => {
    const scrape = scrapeWith({
      html,
      tree: tree([element('h1', 'Order')]),
      trimmedTree: tree([]),
      promptTree: text(''),
    });
    expect(perceptionFunnel({ text: 'Pay & finish' }, { scrape }).lostAt).toBe('tree');
    const cut = perceptionFunnel(
      { elementId: 'AAAC' },
      { scrape: complete, promptText: 'the page was cut' },
    );
    expect(cut.lostAt).toBe('prompt');
  });

  test('seen but not chosen is lost at the choice', () => {
    const funnel = perceptionFunnel(
      { text: 'Pay & finish' },
      { scrape: complete, promptText: promptTree.text, chosenIds: ['AAAB'] },
    );
    expect(funnel.lostAt).toBe('choice');
  });

  test('a layer that was not recorded is unknown, never the loss', () => {
    const funnel = perceptionFunnel(
      { text: 'Pay & finish' },
      { scrape: scrapeWith({ html, promptTree }) },
    );
    expect(states(funnel)).toMatchObject({
      html: 'seen',
      tree: 'unknown',
      'trimmed-tree': 'unknown',
      prompt: 'unknown',
    });
    expect(funnel.lostAt).toBeUndefined();
  });

  test('what was never on the page was not lost', () => {
    const funnel = perceptionFunnel({ text: 'Refund' }, { scrape: complete, promptText: '' });
    expect(states(funnel)['html']).toBe('missing');
    expect(funnel.lostAt).toBeUndefined();
  });

  test('an id is found as written in each text, and not inside another id', () => {
    const funnel = perceptionFunnel(
      { elementId: 'AAAC' },
      { scrape: complete, promptText: '<a id="AAAC2">' },
    );
    expect(states(funnel)).toMatchObject({
      html: 'seen',
      tree: 'seen',
      'prompt-tree': 'seen',
      prompt: 'missing',
    });
  });

  test('words with signs that mean something to patterns are taken literally', () => {
    const odd: TextDocument = text('Total (incl. VAT)* [€]');
    expect(
      states(
        perceptionFunnel({ text: 'Total (incl. VAT)* [€]' }, { scrape: scrapeWith({ html: odd }) }),
      )['html'],
    ).toBe('seen');
    expect(
      states(perceptionFunnel({ text: 'Total .incl' }, { scrape: scrapeWith({ html: odd }) }))[
        'html'
      ],
    ).toBe('missing');
  });
});
