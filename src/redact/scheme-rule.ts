import { basicPassword } from './header-rule.ts';
import { isHighEntropy } from './high-entropy.ts';
import type { SecretSpan } from './secret.ts';
import { isPlaceholder, isTokenShaped } from './value-shape.ts';

const SCHEMES =
  /(?<![A-Za-z])(bearer|basic|token|apikey|api-key|jwt|negotiate|ntlm|bot|sso-key|splunk|genie-?key|key)(?:[ \t]|%20|\+){1,3}([A-Za-z0-9._~+/=:-]{8,})/gi;

/** `Bearer x`, `Basic x` and their like anywhere in a text, as logs quote them. */
export function schemeSpans(text: string): readonly SecretSpan[] {
  const spans: SecretSpan[] = [];
  if (!/[ \t+]|%20/.test(text)) return spans;
  for (const match of text.matchAll(SCHEMES)) {
    const [whole, scheme = '', credential = ''] = match;
    const value = credential.replace(/[.:]{1,20}$/, '');
    if (isPlaceholder(value) || !isCredential(scheme.toLowerCase(), value)) continue;
    const start = match.index + whole.length - credential.length;
    const label = scheme.toLowerCase() === 'basic' ? 'credential' : 'token';
    spans.push({ start, end: start + value.length, label, rule: 'auth-scheme', value });
  }
  return spans;
}

function isCredential(scheme: string, value: string): boolean {
  if (scheme === 'basic') return basicPassword(value) !== undefined;
  if (scheme === 'bearer') return isTokenShaped(value) || value.length >= 24;
  return isHighEntropy(value);
}

const OPTIONS =
  /(?<![\w-])(?:sshpass -p ?|identified by |--?(?:password|passwd|pass|pwd|token|secret|api-?key|auth-token|access-token|client-secret|private-key)[ =]|-u[ ]|--user[ =]|--auth[ =]|-a[ ])["']?(?!-)([^\s"']{3,512})/gi;

const MYSQL = /(?<!\w)mysql\w{0,8} [^\n]{0,200}?(?<=\s)-p([^\s"']{4,128})/g;

/** Options of a command line: `--password x`, `curl -u user:x`. */
export function optionSpans(text: string): readonly SecretSpan[] {
  const spans: SecretSpan[] = [];
  for (const match of text.includes('mysql') ? text.matchAll(MYSQL) : []) {
    const value = match[1] ?? '';
    const end = match.index + match[0].length;
    spans.push({
      start: end - value.length,
      end,
      label: 'password',
      rule: 'command-option',
      value,
    });
  }
  for (const match of text.matchAll(OPTIONS)) {
    const [whole, given = ''] = match;
    const isUser = /^-[ua]|^--(?:user|auth)[ =]/.test(whole);
    const value = isUser ? given.slice(given.indexOf(':') + 1) : given;
    if (value === '' || isPlaceholder(value) || (isUser && !given.includes(':'))) continue;
    const end = match.index + whole.length;
    spans.push({
      start: end - value.length,
      end,
      label: isUser ? 'password' : 'credential',
      rule: 'command-option',
      value,
    });
  }
  return spans;
}
