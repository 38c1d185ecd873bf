/** Second-level labels under which country registries sell names: `example.co.uk` is one site, `co.uk` is none. */
const REGISTRY_LABELS = new Set([
  'ac',
  'asn',
  'co',
  'com',
  'edu',
  'go',
  'gob',
  'gouv',
  'gov',
  'gv',
  'id',
  'ind',
  'info',
  'ltd',
  'me',
  'mil',
  'ne',
  'net',
  'nhs',
  'nom',
  'or',
  'org',
  'plc',
  'police',
  'sch',
  'school',
  'web',
]);

/** Hosting suffixes under which every name belongs to somebody else. */
const SHARED_SUFFIXES = new Set([
  'appspot.com',
  'azurewebsites.net',
  'cloudfront.net',
  'firebaseapp.com',
  'fly.dev',
  'github.io',
  'gitlab.io',
  'herokuapp.com',
  'netlify.app',
  'ngrok.io',
  'onrender.com',
  'pages.dev',
  'amazonaws.com',
  'vercel.app',
  'web.app',
  'workers.dev',
]);

/**
 * The part of a host name that one owner holds ("eTLD+1"), by rule of thumb instead of the
 * Public Suffix List: being wrong here only makes a party a little wider or narrower.
 */
export function registrableDomain(host: string): string {
  const name = host.toLowerCase().replace(/\.$/, '');
  if (isAddress(name)) return name;
  const labels = name.split('.');
  if (labels.length <= 2) return name;
  return labels.slice(-suffixLength(labels) - 1).join('.');
}

/** The owner's own word in a domain: `example` of `example.co.uk`. */
export function brandLabel(host: string): string {
  return registrableDomain(host).split('.')[0] ?? host;
}

function suffixLength(labels: readonly string[]): number {
  const lastTwo = labels.slice(-2).join('.');
  if (SHARED_SUFFIXES.has(lastTwo)) return 2;
  const topLevel = labels.at(-1) ?? '';
  const second = labels.at(-2) ?? '';
  return topLevel.length === 2 && REGISTRY_LABELS.has(second) ? 2 : 1;
}

function isAddress(host: string): boolean {
  return host.startsWith('[') || /^\d{1,3}(\.\d{1,3}){3}$/.test(host);
}
