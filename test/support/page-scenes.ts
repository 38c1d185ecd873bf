/** Pieces of which films of pages are made: a site with its usual noise, and the actions of a run. */
import type { Film, FilmAction } from './page-run.ts';
import { html } from './page-run.ts';
import type { ExchangeParts } from './har-builder.ts';
import type { Action, ActionResult } from '../../src/run/run.ts';

const HEAD =
  '<header><h1>Nordhafen Portal</h1><nav><a href="/home">Home</a><a href="/account">Account</a></nav></header>';
const FOOT =
  '<footer><p>Nordhafen Ltd, all prices incl. VAT</p><a href="/privacy">Privacy</a></footer>';

/** A page of the site around some content. */
export function page(body: string, language: { readonly lang?: string } = {}): string {
  return html(`${HEAD}<main>${body}</main>${FOOT}`, language);
}

/** What fails on healthy sites all day: beacons, a chat of another company, a picture, a handshake, a call that works the second time. */
export const NOISE: readonly ExchangeParts[] = [
  { at: 700, method: 'POST', url: 'https://rum.telemetry.test/collect', status: 503 },
  { at: 710, url: 'https://portal.test/api/notices', status: 500 },
  {
    at: 1_200,
    url: 'https://portal.test/api/notices',
    status: 200,
    mimeType: 'application/json',
  },
  { at: 720, url: 'https://portal.test/img/logo.png', status: 404 },
  {
    at: 730,
    url: 'https://cdn.widgets.test/chat.js',
    status: -1,
    failureText: 'net::ERR_CONNECTION_REFUSED',
  },
  {
    at: 740,
    url: 'https://portal.test/me',
    status: 401,
    responseHeaders: { 'www-authenticate': 'Bearer' },
  },
  { at: 900, url: 'https://portal.test/me', status: 200 },
];

export function noisy(film: Film): Film {
  return {
    exchanges: NOISE,
    console: [
      'Failed to load resource: the server responded with a status of 404 ()',
      '[i18n] missing key nav.home',
    ],
    ...film,
  };
}

export function click(on: string, parts: FilmAction = {}): FilmAction {
  return { type: 'click', on, ...parts };
}

export function type(on: string, text: string, parts: FilmAction = {}): FilmAction {
  return { type: 'input_text', on, text, ...parts };
}

export function option(label: string): NonNullable<Action['option']> {
  return { label, value: undefined, index: undefined };
}

export function failed(exceptionType: string, exceptionMessage: string): Partial<ActionResult> {
  return { isSuccess: false, exceptionType, exceptionMessage };
}

export const WAIT: FilmAction = {
  type: 'wait',
  results: [failed('Exception', 'Wait action is treated as a failure')],
};

export function document(url: string, parts: ExchangeParts = {}): ExchangeParts {
  return { url, mimeType: 'text/html', ...parts };
}
