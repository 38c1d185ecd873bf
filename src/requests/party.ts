import type { Block, Exchange, Run } from '../run/run.ts';
import { headerOf } from './headers.ts';
import { splitUrl } from './request-url.ts';
import { brandLabel, registrableDomain } from './registrable-domain.ts';

/** Whose server answered, seen from the task: the site itself, another domain of the same house, a sign-in service, or somebody else. */
export type Party = 'first' | 'sibling' | 'auth' | 'third';

const AUTH_HOST =
  /(^|\.)(login\.microsoftonline\.com|login\.live\.com|b2clogin\.com|accounts\.google\.com|appleid\.apple\.com|okta(-emea|preview)?\.com|auth0\.com|onelogin\.com|pingidentity\.com|pingone\.[a-z]{2,4}|amazoncognito\.com|duosecurity\.com|stytch\.com|workos\.com)$/;
const AUTH_LABEL =
  /^(login|signin|sso|auth|accounts?|idp|adfs|identity|oauth|oidc|cas|saml|id)\d?$/;

/** Shorter brand words would make strangers relatives. */
const MIN_BRAND_CHARS = 5;

/** The domains a run worked on. */
export interface Parties {
  readonly firstDomains: ReadonlySet<string>;
  readonly brands: readonly string[];
}

/** What the run was told to open and where it stayed; without either, the pages it loaded. */
export function buildParties(
  run: Pick<Run, 'outcome' | 'steps' | 'blocks'>,
  {
    pages,
    exchanges,
  }: { readonly pages: readonly Exchange[]; readonly exchanges: readonly Exchange[] },
): Parties {
  const domains = new Set<string>();
  addDomain(domains, run.outcome.request.url);
  for (const url of blockUrls(run.blocks)) addDomain(domains, url);
  for (const step of run.steps) addDomain(domains, step.pageUrl);
  const knowsPages = run.steps.some((step) => step.pageUrl !== undefined);
  if (domains.size === 0) addDomain(domains, pages[0]?.url);
  // A frame taken for a page would make a stranger first party, so pages count only without steps.
  for (const page of pages) if (!knowsPages && isShown(page)) addDomain(domains, page.url);
  if (domains.size === 0) addDomain(domains, firstAddress(exchanges));
  const brands = [...domains].map((domain) => brandLabel(domain));
  return {
    firstDomains: domains,
    brands: brands.filter((brand) => brand.length >= MIN_BRAND_CHARS),
  };
}

/** Party of an address. */
export function classifyParty(url: string, parties: Parties): Party {
  const host = splitUrl(url)?.host;
  if (host === undefined) return 'third';
  if (isAuthHost(host, parties)) return 'auth';
  if (parties.firstDomains.has(registrableDomain(host))) return 'first';
  return isSibling(host, parties) ? 'sibling' : 'third';
}

function isAuthHost(host: string, parties: Parties): boolean {
  if (AUTH_HOST.test(host)) return true;
  const isOwn = parties.firstDomains.has(registrableDomain(host));
  return !isOwn && AUTH_LABEL.test(host.split('.')[0] ?? '');
}

/** `shop.example` and `shop-api.example` belong together: one brand begins with the other. */
function isSibling(host: string, parties: Parties): boolean {
  const brand = brandLabel(host);
  if (brand.length < MIN_BRAND_CHARS) return false;
  return parties.brands.some((own) => brand.startsWith(own) || own.startsWith(brand));
}

/** A recording without any page: what its first request came from. */
function firstAddress([first]: readonly Exchange[]): string | undefined {
  return first === undefined ? undefined : (headerOf(first.requestHeaders, 'referer') ?? first.url);
}

function isShown({ status }: Exchange): boolean {
  return status >= 200 && status < 300;
}

function addDomain(domains: Set<string>, url: string | undefined): void {
  const parts = url === undefined ? undefined : splitUrl(url);
  if (parts === undefined || !/^https?:$/.test(parts.protocol)) return;
  domains.add(registrableDomain(parts.host));
}

function blockUrls(blocks: readonly Block[]): readonly string[] {
  const urls: string[] = [];
  const pending = [...blocks];
  for (let block = pending.pop(); block !== undefined; block = pending.pop()) {
    if (block.url !== undefined) urls.push(block.url);
    for (const child of block.children) pending.push(child);
  }
  return urls;
}
