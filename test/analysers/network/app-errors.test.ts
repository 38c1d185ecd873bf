import { describe, expect, test } from 'vitest';
import { diagnosisOf, proofOf, verdictOf, type Film } from '../../support/page-run.ts';
import {
  alert,
  DASHBOARD,
  insideFilm,
  orderFilm,
  orderForm,
  post,
  sitePage,
  withoutHar,
  xhr,
} from '../../support/site-film.ts';

const FAILED = orderForm(alert('Something went wrong. Please try again.'));

function answered(body: unknown, path = '/graphql', after = FAILED): Film {
  return orderFilm({
    bodies: 'recorded',
    click: { exchanges: [post(path, { responseText: JSON.stringify(body) })], after },
  });
}

const BODIES: readonly (readonly [string, Film])[] = [
  [
    'GraphQL errors without data',
    answered({ errors: [{ message: 'Quota exceeded' }], data: null }),
  ],
  [
    'GraphQL errors whose data is empty',
    answered({ data: { saveOrder: null }, errors: [{ message: 'Conflict' }] }),
  ],
  [
    'a JSON-RPC error',
    answered({ jsonrpc: '2.0', id: 1, error: { code: -32000, message: 'Stock locked' } }, '/rpc'),
  ],
  ['success: false', answered({ success: false, message: 'Backend offline' }, '/api/orders')],
  ['ok: false', answered({ ok: false, error: 'not_allowed_now' }, '/api/orders')],
  [
    'an error object',
    answered({ error: { code: 'E42', message: 'Ledger closed' } }, '/api/orders'),
  ],
  ['a status word', answered({ status: 'error', message: 'Ledger closed' }, '/api/orders')],
  ['a result word', answered({ result: 'failure', reason: 'Ledger closed' }, '/api/orders')],
  ['a code of its own', answered({ code: 500, msg: 'Ledger closed', data: null }, '/api/orders')],
  [
    'a nested result',
    answered({ d: { Success: false, Message: 'Ledger closed' } }, '/Service.asmx/Save'),
  ],
  ['a list of answers', answered([{ errors: [{ message: 'Ledger closed' }], data: null }])],
  ['hasError', answered({ hasError: true, errorMessage: 'Ledger closed' }, '/api/orders')],
  ['an error text', answered({ error: 'Ledger closed for May' }, '/api/orders')],
  [
    'an error, and a page that stays silent',
    answered({ success: false, message: 'Backend offline' }, '/api/orders', orderForm()),
  ],
];

describe('an error inside an answer with status 200', () => {
  test.each(BODIES)('%s', (_name, film) => {
    expect(verdictOf(film)).toBe('network.app_error_in_200 @0');
  });

  test('is shown by the console where the HAR holds no bodies', () => {
    const film = orderFilm({
      click: {
        exchanges: [post('/graphql')],
        console: ['[GraphQL error]: Message: Quota exceeded, Path: saveOrder'],
        after: FAILED,
      },
    });
    expect(verdictOf(film)).toBe('network.app_error_in_200 @0');
    expect(proofOf(film).join('\n')).toContain('Quota exceeded');
  });

  test('is the best guess where only the page complains, and is no more than that', () => {
    const film = orderFilm({ click: { exchanges: [post('/api/orders')], after: FAILED } });
    expect(verdictOf(film)).toBe('network.app_error_in_200 @0');
    expect(diagnosisOf(film).verdict.confidence).toBeLessThan(0.65);
  });

  test('that says what is wrong with the input is a refused form', () => {
    const film = answered(
      { success: false, errors: { amount: 'Amount must be a multiple of 10.' } },
      '/api/orders',
      orderForm(alert('Amount must be a multiple of 10.')),
    );
    expect(verdictOf(film)).toBe('page.form_validation @0');
  });
});

describe('answers that carry the word and mean no harm', () => {
  const done = sitePage('<h1>Thank you</h1><p>Your order 4711 has been saved.</p>');
  const refused = (body: unknown): Film =>
    orderFilm({
      bodies: 'recorded',
      click: {
        exchanges: [
          xhr('/api/recommendations', { responseText: JSON.stringify(body) }),
          post('/api/orders', { status: 422, responseText: '{}' }),
        ],
        after: orderForm(alert('Amount must be a multiple of 10.')),
      },
    });
  test.each([
    ['partial data', { data: { items: [1] }, errors: [{ message: 'slow' }] }],
    ['an empty list of errors', { errors: [], data: { ok: 1 } }],
    ['a list of failures to show', { items: [{ error: 'E1' }], error: null }],
    ['a code that says success', { code: 0, msg: 'ok', data: {} }],
    ['a code 200', { code: 200, message: 'OK' }],
  ])('%s', (_name, body) => {
    expect(verdictOf(refused(body))).toBe('page.form_validation @0');
  });

  test('in a run that completed', () => {
    const film = orderFilm({
      ends: 'completed',
      bodies: 'recorded',
      click: {
        exchanges: [
          xhr('/api/poll', { responseText: '{"success":false,"message":"no news"}' }),
          post('/api/orders', { status: 201, responseText: '{"id":4711}' }),
        ],
        after: done,
      },
    });
    expect(verdictOf(film)).toBe('healthy');
  });
});

describe('the page alone, without HAR, leaves it open', () => {
  test('a general message is never a sure cause', () => {
    const film = withoutHar(orderFilm({ click: { after: FAILED } }));
    const { verdict } = diagnosisOf(film);
    expect(verdict.kind === 'cause' ? verdict.confidence : 0).toBeLessThan(0.7);
  });

  test('a dashboard says nothing', () => {
    const film = withoutHar(insideFilm({ click: { after: DASHBOARD } }));
    const { verdict } = diagnosisOf(film);
    expect(verdict.kind === 'cause' ? verdict.confidence : 0).toBeLessThan(0.7);
  });
});
