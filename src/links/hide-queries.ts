import { redactUrlQuery } from '../support/url-text.ts';

const ADDRESS_QUERY = /(https?:\/\/[^\s?#"'<>]{1,2000})[?#](?!…)[^\s"'<>]*/gi;
const LONE_RELATIVE_ADDRESS = /^[^\s?]{1,4000}\?\S{0,20000}$/;

/** A text whose addresses have lost their queries: those carry capabilities and personal data. */
export function hideQueries(text: string): string {
  const hidden = text.replace(ADDRESS_QUERY, '$1?…');
  const isRelative = hidden.includes('=') && LONE_RELATIVE_ADDRESS.test(hidden);
  return isRelative ? redactUrlQuery(hidden) : hidden;
}
