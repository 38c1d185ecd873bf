import { registrableDomain } from '../support/registrable-domain.ts';

/** Addresses cut down to their site: hosts, paths and queries of one site are others in each environment. */
export function maskAddresses(text: string): string {
  return text
    .replace(/https?:\/\/[^\s"'<>)\]}\\]+/g, (url) => `<${registrableDomain(url) ?? 'site'}>`)
    .replace(/\bplaceholder_\w+/g, '<credential>');
}
