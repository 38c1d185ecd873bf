import { describe, expect, test } from 'vitest';
import { told } from '../../support/story-builder.ts';

const PAGE = `<h1>Bootsbörse</h1><h2>Folkeboot „Anna"</h2><p>Verkäufer: Jens Petersen, Kiel</p>
<p>Preis: 12.400,50 €</p><p>Liegeplatz: 310,00 €</p><p>Telefon 0431 5570221</p>
<p>Baujahr 1968, besichtigt am 4. Dezember 2026</p><a href="/boats/folkeboot-17">Details</a>`;

function extracted(value: unknown, schema: unknown = { type: 'object' }, html = PAGE): string {
  return told({
    goal: 'Read the offer.',
    status: 'completed',
    schema,
    steps: [{ url: 'https://boats.test/17', html, extracted: value, plan: [{ type: 'extract' }] }],
  });
}

const INVENTED = 'agent.extraction_ungrounded@0';

describe('what is on no page is invented', () => {
  test.each([
    { year: 1974, seller: 'Jens Petersen' },
    { phone: '0431 8812 990', year: 1968 },
    { email: 'j.petersen@boats.test', year: 1968 },
    { inspected_on: '2026-11-14', year: 1968 },
    { seller_name: 'Maria Hoffmann', year: 1968 },
    { url: 'https://boats.test/boats/kutter-99', year: 1968 },
  ])('%j', (value) => {
    expect(extracted(value)).toBe(INVENTED);
  });
});

describe('what is written in another way is not', () => {
  test.each([
    { price: 12400.5, seller: 'Jens Petersen' },
    { phone: '+49 431 5570221' },
    { inspected_on: '2026-12-04' },
    { price_with_berth: 12710.5 },
    { url: 'https://boats.test/boats/folkeboot-17' },
    { boat_type: 'sailing yacht', country: 'Germany' },
    { summary: 'A classic wooden boat of 1968 in 2 words' },
    { note: null, seller_name: 'Petersen, Jens' },
  ])('%j', (value) => {
    expect(extracted(value)).toBe('healthy');
  });

  test('nor are words of the schema', () => {
    const schema = {
      type: 'object',
      properties: { owner_type: { type: 'string', enum: ['Private Person', 'Dealer 100'] } },
    };
    expect(extracted({ owner_type: 'Dealer 100' }, schema)).toBe('healthy');
  });

  test('nor a date that the page gives without year, or as days ago', () => {
    expect(extracted({ posted: '2026-12-04' }, {}, '<p>Posted 4 Dec by Ann</p>')).toBe('healthy');
    expect(extracted({ posted: '2026-01-03' }, {}, '<p>Posted 2 days ago</p>')).toBe('healthy');
  });

  test('nor what may stand in an embedded document', () => {
    const html = '<h1>Invoice</h1><embed type="application/pdf" src="/invoice-file">';
    expect(extracted({ number: 'RE-20417' }, {}, html)).toBe('healthy');
  });
});
