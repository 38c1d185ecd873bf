/** Second-level labels under which countries register names; the full public suffix list would be 200 KB for little more. */
const SECOND_LEVEL = new Set([
  'co',
  'com',
  'org',
  'net',
  'gov',
  'edu',
  'ac',
  'or',
  'ne',
  'go',
  'gob',
  'gouv',
  'mil',
  'nom',
  'ltd',
  'plc',
  'sch',
  'nhs',
  'govt',
]);

/** `https://shop.example.co.uk/x` to `example.co.uk`; addresses and single labels as they are; undefined for what is no URL. */
export function registrableDomain(url: string): string | undefined {
  const host = hostOf(url);
  if (host === undefined) return undefined;
  const labels = host.split('.');
  if (labels.length <= 2 || /^[\d.]+$/.test(host) || host.startsWith('[')) return host;
  const isNested = SECOND_LEVEL.has(labels.at(-2) ?? '') && (labels.at(-1) ?? '').length === 2;
  return labels.slice(isNested ? -3 : -2).join('.');
}

function hostOf(url: string): string | undefined {
  try {
    const { hostname } = new URL(url);
    return hostname === '' ? undefined : hostname.toLowerCase();
  } catch {
    return undefined;
  }
}
