import { isShaped } from './assignment-rule.ts';
import type { SecretSpan } from './secret.ts';
import { sensitivityOfName } from './sensitive-names.ts';
import { isPasswordShaped, isPlaceholder } from './value-shape.ts';

const ARGUMENTS = /(["'])([^"'\n]{2,80})\1\s{0,3},\s{0,3}(["'])([^"'\s]{4,1024})\3/g;

/** `setItem('authToken', 'x')`, `fill('#password', 'x')`: a quoted name and a quoted value. */
function argumentSpans(text: string): readonly SecretSpan[] {
  const spans: SecretSpan[] = [];
  for (const match of text.matchAll(ARGUMENTS)) {
    const [whole, , name = '', , value = ''] = match;
    const sensitivity = sensitivityOfName(name);
    if (sensitivity === undefined || isPlaceholder(value) || !isShaped(value, sensitivity.label))
      continue;
    const end = match.index + whole.length - 1;
    spans.push({
      start: end - value.length,
      end,
      label: sensitivity.label,
      rule: 'named-argument',
      value,
    });
  }
  return spans;
}

const LOGIN_PAIRS =
  /(?<!\w)(?:credentials?|log ?in|sign ?in|account|username|user|zugangsdaten|identifiants)(?![\w])[^\n/]{0,60}? (?:\/|\|) ?(\S{6,128})/gi;

const INTO_BOX =
  /["'`“]([^"'`“”\s]{4,128})["'`”] (?:in|into|to|for|as)(?: the| a| an| your)?(?: [\w-]{1,20}){0,2} (?:password|passcode|pin|otp|verification code|security code|one-time code)/gi;

const PHRASE =
  /(?<!\w)(?:seed|recovery|mnemonic|secret|backup)(?: recovery)?[ -]?(?:phrase|words)?(?: is)?[:=]?[ \t]{1,4}((?:[a-z]{3,8}[ ,]{1,2}){11,23}[a-z]{3,8})(?!\w)/gi;

const PASSPHRASE =
  /(?<!\w)pass ?phrase(?: is)?[:=][ \t]{0,4}((?:[a-z]{3,12}[ -]){2,7}[a-z]{3,12})[ \t]*(?=[\r\n"]|$)/gi;
const SENTENCE =
  /(?<!\w)(?:must|should|required|enter|your|the|this|and|has|was|not|with|for|are|invalid|incorrect|missing)(?!\w)/;

/** A login and password with a slash between, a quoted value going into a password box, phrases of words. */
export function pairSpans(text: string): readonly SecretSpan[] {
  return [...argumentSpans(text), ...(/[ \t-]/.test(text) ? wordedSpans(text) : [])];
}

function wordedSpans(text: string): readonly SecretSpan[] {
  const pairs = [...text.matchAll(LOGIN_PAIRS)]
    .map((match) => lastOf(match, 'login-pair'))
    .filter(isLoginPassword);
  const typed = [...text.matchAll(INTO_BOX)].map((match) =>
    spanOf(match.index + 1, match[1], 'prose'),
  );
  const phrases = [...text.matchAll(PHRASE)].map((match) => lastOf(match, 'phrase'));
  const passphrases = [...text.matchAll(PASSPHRASE)]
    .map((match) => spanOf(match.index + match[0].indexOf(match[1] ?? ''), match[1], 'phrase'))
    .filter(({ value }) => !SENTENCE.test(value));
  return [
    ...pairs,
    ...typed.filter(({ value }) => !isPlaceholder(value)),
    ...phrases,
    ...passphrases,
  ];
}

const isLoginPassword = ({ value }: SecretSpan): boolean =>
  isPasswordShaped(value) && /\d/.test(value) && !isPlaceholder(value) && !/[/=<>(){}]/.test(value);

function lastOf(match: RegExpExecArray, rule: string): SecretSpan {
  const value = (match[1] ?? '').replace(/[.,;:)"']{1,20}$/, '');
  return spanOf(match.index + match[0].length - (match[1] ?? '').length, value, rule);
}

const spanOf = (start: number, value = '', rule: string): SecretSpan => ({
  start,
  end: start + value.length,
  label: 'password',
  rule,
  value,
});
