import { AcquireError } from './acquire-error.ts';

/** Skyvern's cloud; keys go there only when the user says so. */
export const CLOUD_BASE_URL = 'https://api.skyvern.com';

/** The API's root, from whatever form people paste: with `/v1`, `/api/v1`, a slash at the end. */
export function readBaseUrl(text: string): URL {
  const trimmed = text.trim();
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`;
  if (!URL.canParse(withScheme))
    throw new AcquireError(
      'usage',
      `${trimmed} is no URL; --base-url wants one such as http://localhost:8000`,
    );
  const url = new URL(withScheme);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new AcquireError('usage', `--base-url must be http or https, not ${url.protocol}`);
  const path = url.pathname.replace(/\/{1,20}$/, '').replace(/\/(?:api\/)?v[12]$/, '');
  return new URL(`${url.origin}${path}/`);
}

/** A run id, also out of a pasted address of Skyvern's UI. */
export function readRunId(text: string): string {
  const id = /(?:^|\/)((?:tsk_v2|tsk|wr)_[A-Za-z0-9]{1,64})(?:[/?#].{0,4096})?$/.exec(
    text.trim(),
  )?.[1];
  if (id === undefined) {
    throw new AcquireError(
      'usage',
      `${JSON.stringify(text.slice(0, 80))} is no run id; ids begin with tsk_, tsk_v2_ or wr_`,
    );
  }
  return id;
}

/** Keys are often pasted with quotes, spaces or "Bearer" around them; the server answers those with 403. */
export function readApiKey(text: string): string {
  return text
    .trim()
    .replace(/^["']|["']$/g, '')
    .replace(/^Bearer\s+/i, '')
    .trim();
}
