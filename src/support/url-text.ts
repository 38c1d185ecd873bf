/** A URL as people may see it: its query and fragment can carry capabilities and personal data, so only their presence is told. */
export function redactUrlQuery(url: string): string {
  const cut = url.search(/[?#]/);
  return cut < 0 ? url : `${url.slice(0, cut)}${url[cut] === '?' ? '?…' : '#…'}`;
}
