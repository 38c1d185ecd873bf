/** Hosts that are left over from a mistyped address: `https://https//site.example`, `http://www/`. */
const LEFTOVERS: ReadonlySet<string> = new Set(['http', 'https', 'http:', 'https:', 'www', 'ftp']);

/** True when no browser could ever open the address, because what stands where the host should be is none. */
export function isImpossibleHost(url: string): boolean {
  const host = /^[a-z][a-z0-9+.-]{0,20}:\/\/(?:[^/?#@]*@)?([^/?#]*)/i.exec(url)?.[1];
  if (host === undefined) return true;
  const name = host.replace(/:\d*$/, '').toLowerCase();
  return name === '' || LEFTOVERS.has(name) || /[\s{}<>"\\^`|]|%7b|%7d/.test(name);
}
