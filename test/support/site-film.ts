/** Scenes that many sites share: an order form, a sign-in, a page behind a link; and the requests they send. */
import type { ExchangeParts } from './har-builder.ts';
import { html, type Film, type FilmAction, type FilmStep } from './page-run.ts';

export const SITE = 'https://portal.test';
export const FORM_URL = `${SITE}/orders/new`;
export const LOGIN_URL = `${SITE}/login`;

/** A request of the page's own code. */
export function xhr(path: string, parts: ExchangeParts = {}): ExchangeParts {
  return {
    url: path.startsWith('http') ? path : `${SITE}${path}`,
    mimeType: 'application/json',
    requestHeaders: { accept: 'application/json', referer: FORM_URL },
    ...parts,
  };
}

export function post(path: string, parts: ExchangeParts = {}): ExchangeParts {
  return xhr(path, { method: 'POST', ...parts });
}

/** A navigation: a link or a form that loads a new page. */
export function page(path: string, parts: ExchangeParts = {}): ExchangeParts {
  return {
    url: path.startsWith('http') ? path : `${SITE}${path}`,
    mimeType: 'text/html',
    requestHeaders: { accept: 'text/html,*/*', 'upgrade-insecure-requests': '1' },
    ...parts,
  };
}

export function formPost(path: string, parts: ExchangeParts = {}): ExchangeParts {
  return page(path, { method: 'POST', ...parts });
}

export function redirect(from: string, to: string, parts: ExchangeParts = {}): ExchangeParts {
  return page(from, { status: 302, redirectUrl: `${SITE}${to}`, mimeType: 'x-unknown', ...parts });
}

const NAVIGATION =
  '<nav><a href="/">Home</a><a href="/orders">Orders</a><a href="/help">Help</a><a href="/contact">Contact</a></nav>';
const FOOTER =
  '<footer><p>© Portal</p><a href="/imprint">Imprint</a><a href="/privacy">Privacy</a><a href="/terms">Terms of use</a></footer>';

/** A page of the site with its usual surroundings. */
export function sitePage(main: string, title = 'Portal'): string {
  return html(`${NAVIGATION}<main>${main}</main>${FOOTER}`, { title });
}

/** What a server sends that is not the site's own page. */
export function barePage(title: string, body = `<h1>${title}</h1>`): string {
  return html(body, { title });
}

export function alert(text: string): string {
  return `<div role="alert" class="alert">${text}</div>`;
}

export function orderForm(message = ''): string {
  return sitePage(
    `<h1>New order</h1>${message}<form><label>Article <input name="article"></label><label>Amount <input name="amount"></label><button type="submit">Save order</button><button type="button">Show report</button></form>`,
  );
}

export function loginForm(message = ''): string {
  return html(
    `<h1>Customer area</h1>${message}<form><label>User name <input name="user" type="text"></label><label>Password <input name="secret" type="password"></label><button type="submit">Sign in</button><a href="/forgot">Forgot password?</a></form>`,
  );
}

export const DASHBOARD = sitePage(
  '<h1>Welcome back, Kim</h1><p>You have 3 open orders.</p><a href="/invoices">Invoices</a><a href="/profile">Profile</a><button type="button">Show report</button>',
);

export type Scene = Partial<Film> & {
  /** What happens at the decisive click. */
  readonly click: Partial<FilmAction>;
  readonly again?: Partial<FilmAction>;
};

/** Fills in the order form and saves it, twice in vain, then gives up. */
export function orderFilm({ click, again = click, ...film }: Scene): Film {
  return {
    goal: 'Order 3 pieces of article A-77 and save the order.',
    url: FORM_URL,
    ends: 'terminated',
    ...film,
    steps: film.steps ?? [
      {
        html: orderForm(),
        actions: [
          { type: 'input_text', on: 'amount', text: '3' },
          { type: 'click', on: 'Save order', ...click },
        ],
      },
      ...(again.after === undefined && click.after !== undefined
        ? [{ actions: [] }]
        : [retryStep(again)]),
      { actions: [] },
    ],
  };
}

function retryStep(again: Partial<FilmAction>): FilmStep {
  const hasForm = again.after === undefined || again.after.includes('Save order');
  return { actions: hasForm ? [{ type: 'click', on: 'Save order', ...again }] : [] };
}

/** Signs in, then gives up on what comes after. */
export function loginFilm({ click, ...film }: Scene): Film {
  return {
    goal: 'Sign in and read the open orders.',
    url: LOGIN_URL,
    ends: 'terminated',
    ...film,
    steps: film.steps ?? [
      {
        html: loginForm(),
        actions: [
          { type: 'input_text', on: 'user', text: 'kim' },
          { type: 'input_text', on: 'secret', text: 'wrong' },
          { type: 'click', on: 'Sign in', ...click },
        ],
      },
      { actions: [] },
    ],
  };
}

/** Signs in with success, opens something from the dashboard, then gives up. */
export function insideFilm({ click, ...film }: Scene): Film {
  return {
    goal: 'Sign in and show the report of the open orders.',
    url: LOGIN_URL,
    ends: 'terminated',
    ...film,
    steps: film.steps ?? [
      {
        html: loginForm(),
        actions: [
          { type: 'input_text', on: 'user', text: 'kim' },
          { type: 'input_text', on: 'secret', text: 'right' },
          {
            type: 'click',
            on: 'Sign in',
            exchanges: [
              formPost('/login', { status: 302, redirectUrl: `${SITE}/home` }),
              page('/home'),
              xhr('/api/me'),
            ],
            after: DASHBOARD,
          },
        ],
      },
      { url: `${SITE}/home`, actions: [{ type: 'click', on: 'Show report', ...click }] },
      { url: `${SITE}/home`, actions: [] },
    ],
  };
}

/** The same film without its HAR. */
export function withoutHar(film: Film): Film {
  return { ...film, run: { ...film.run, network: undefined, console: undefined } };
}
