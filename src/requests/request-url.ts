/** The parts of a request's address that the analyses compare. */
export interface RequestUrl {
  readonly protocol: string;
  readonly host: string;
  /** Host with its port, where that is not the usual one. */
  readonly authority: string;
  readonly path: string;
  readonly query: string;
}

/** Longest URL worth taking apart; what is beyond is data in disguise. */
const MAX_URL_CHARS = 16 * 1024;

/** Undefined for what is no absolute URL. */
export function splitUrl(url: string): RequestUrl | undefined {
  if (url.length > MAX_URL_CHARS || !URL.canParse(url)) return undefined;
  const parsed = new URL(url);
  return {
    protocol: parsed.protocol,
    host: parsed.hostname.toLowerCase(),
    authority: parsed.host.toLowerCase(),
    path: parsed.pathname,
    query: parsed.search,
  };
}

export function withoutFragment(url: string): string {
  const hash = url.indexOf('#');
  return hash === -1 ? url : url.slice(0, hash);
}

export function withoutQuery(url: string): string {
  const end = url.search(/[?#]/);
  return end === -1 ? url : url.slice(0, end);
}
