import type { SecretLabel } from './secret.ts';

/** What a field's name promises: `always` secret, when the value is `shaped` like a token, or when it is long and `random`. */
export interface NameSensitivity {
  readonly label: SecretLabel;
  readonly strength: 'always' | 'shaped' | 'random';
}

const always = (label: SecretLabel, words: string): [string, NameSensitivity][] =>
  words.split(' ').map((word) => [word, { label, strength: 'always' }]);
const shaped = (label: SecretLabel, words: string): [string, NameSensitivity][] =>
  words.split(' ').map((word) => [word, { label, strength: 'shaped' }]);

/** Single words, after the name was split at case changes and punctuation. */
const WORDS = new Map<string, NameSensitivity>([
  ...always(
    'password',
    'password passwd pwd passphrase passcode pass pw psw pswd userpass mypass passwort kennwort contraseña contrasena clave senha mdp motdepasse wachtwoord parola haslo hasło heslo lösenord losenord пароль 密码 パスワード 비밀번호 secret secrets pgpassword mnemonic',
  ),
  ...always('otp', 'otp totp hotp mfa pin cvv cvc csc passkey'),
  ...always(
    'token',
    'token tok jwt bearer csrf xsrf sid sessid phpsessid jsessionid assertion saml samlresponse samlrequest cookie cookies authorization authtoken',
  ),
  ...always('credential', 'credential credentials creds dsn'),
  ...always('identity', 'ssn'),
  ...shaped('token', 'auth session sess ticket tokens jti sso verifier challenge nonce invite'),
  ...shaped('signature', 'signature sig hmac signed'),
  ...shaped('key', 'apikeys appkey seed salt'),
]);

/** Names that say it in several words, joined: `apiKey`, `api-key` and `apikey` are one. */
const JOINED: readonly (readonly [string, NameSensitivity])[] = [
  ...always(
    'password',
    'password passwd passwort passphrase kennwort onetimepassword securityanswer secretanswer seedphrase recoveryphrase motdepasse palavrapasse',
  ),
  ...always(
    'otp',
    'securitycode verificationcode verifycode authcode authenticationcode onetimecode accesscode backupcode recoverycode smscode pincode logincode twofactorcode cardcode cardcvc cardcvv devicecode',
  ),
  ...always(
    'key',
    'apikey accesskeysecret secretkey privatekey encryptionkey signingkey masterkey accountkey subscriptionkey sharedkey licensekey servicekey appkey ocpapimkey signingsecret storagekey functionskey sharedaccesskey deploykey sshkey hostkey webhookkey integrationkey routingkey writekey',
  ),
  ...always(
    'token',
    'accesstoken authtoken refreshtoken idtoken bearertoken csrftoken xsrftoken sessionid sessionkey sessiontoken sessionsecret sessid connectsid authenticitytoken requestverificationtoken codeverifier clientassertion samlresponse samlrequest amzsecuritytoken rememberme',
  ),
  ...always('credential', 'clientsecret consumersecret userpass connectionstring connstring'),
  ...always(
    'card',
    'cardnumber cardno cardnum ccnumber ccnum ccno creditcard debitcard pannumber cardpan',
  ),
  ...always(
    'account',
    'iban accountnumber accountno routingnumber sortcode bankaccount taxid passportnumber passportno driverslicense',
  ),
  ...always('identity', 'socialsecurity nationalid'),
  ...shaped('signature', 'amzsignature googsignature amzcredential googcredential keypairid'),
  ...shaped('key', 'accesskey publishablekey accesskeyid'),
  ...shaped('otp', 'confirmationcode'),
];

/** A name ending in one of these tells about a secret and is none: `token_count`, `passwordField`. */
const ABOUT = new Set(
  'count counts type types length limit max min size expiry expires expire expiration ttl url uri endpoint name names label labels placeholder hint policy required enabled disabled error errors message messages status at date time format method strength button link form title description valid validation visible hidden prompt rules rule version mode state output page screen step icon class style selector xpath element toggle column row index order usage used cost attempts retries provider source issuer scope scopes consent domain path identifier info handler handling manager reset forgot change changed in seconds ms minutes days'.split(
    ' ',
  ),
);

/** A name starting with one of these counts or configures. */
const MEASURES = new Set(
  'max min num total count has is show hide require requires forgot no use enable disable'.split(
    ' ',
  ),
);

/** Words that only count at the end: `cookie` is one, `cookie_consent` and `pass_rate` are not. */
const ONLY_LAST = new Set(
  'pass pin tok sid mfa creds cookie cookies authorization auth session sess assertion signed ticket invite challenge seed salt'.split(
    ' ',
  ),
);

/** A field that shows or takes a secret; its value may also be a caption or a selector. */
const HOLDERS = new Set('input field fields box text value control'.split(' '));

const IDENTIFIERS = /(?:session|sess|accesskey|keypair)ids?$/;
const MAX_NAME_LENGTH = 100;
const CACHE_SIZE = 20_000;
const cache = new Map<string, NameSensitivity | 'harmless'>();

/** What the name of a field, header, parameter or key says about its value; undefined when it is harmless. */
export function sensitivityOfName(name: string): NameSensitivity | undefined {
  if (name.length < 2 || name.length > MAX_NAME_LENGTH) return undefined;
  const known = cache.get(name);
  if (known !== undefined) return known === 'harmless' ? undefined : known;
  const sensitivity = judge(wordsOf(name));
  if (cache.size >= CACHE_SIZE) cache.clear();
  cache.set(name, sensitivity ?? 'harmless');
  return sensitivity;
}

/** Lower-case words of a name written in any case style. */
export function wordsOf(name: string): readonly string[] {
  return name
    .normalize('NFC')
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]/u)
    .filter((word) => word !== '');
}

function judge(words: readonly string[]): NameSensitivity | undefined {
  const last = words.at(-1);
  if (last === undefined || ABOUT.has(last) || MEASURES.has(words[0] ?? '')) return undefined;
  const joined = words.join('');
  if (/^ids?$/.test(last) && !IDENTIFIERS.test(joined)) return undefined;
  const hits = [joinedSensitivity(joined), wordSensitivity(words), endingSensitivity(joined)];
  const found =
    hits.find((hit) => hit?.strength === 'always') ?? hits.find((hit) => hit !== undefined);
  return found !== undefined && HOLDERS.has(last) ? { ...found, strength: 'shaped' } : found;
}

function joinedSensitivity(joined: string): NameSensitivity | undefined {
  return JOINED.find(([part]) => joined.includes(part))?.[1];
}

function wordSensitivity(words: readonly string[]): NameSensitivity | undefined {
  const found = words
    .map((word) => word.replace(/\d{1,3}$/, ''))
    .filter((word, i) => i === words.length - 1 || !ONLY_LAST.has(word))
    .map((word) => WORDS.get(word))
    .filter((hit) => hit !== undefined);
  return found.find((hit) => hit.strength === 'always') ?? found[0];
}

function endingSensitivity(joined: string): NameSensitivity | undefined {
  if (/(?:token|jwt)\d?$/.test(joined)) return { label: 'token', strength: 'always' };
  if (/(?:secret|pwd|passwd)\d?$/.test(joined)) return { label: 'password', strength: 'always' };
  return undefined;
}

/** Names that mean a secret only in a query, where `key=` and `code=` are credentials. */
const QUERY_NAMES = new Map<string, NameSensitivity>([
  ['key', { label: 'key', strength: 'shaped' }],
  ['code', { label: 'token', strength: 'shaped' }],
  ['ticket', { label: 'token', strength: 'shaped' }],
  ['hash', { label: 'signature', strength: 'shaped' }],
  ['policy', { label: 'signature', strength: 'shaped' }],
  ['h', { label: 'signature', strength: 'random' }],
  ['s', { label: 'signature', strength: 'random' }],
  ['k', { label: 'key', strength: 'random' }],
  ['t', { label: 'token', strength: 'random' }],
]);

/** What a query parameter's name says beyond what the name says anywhere. */
export function sensitivityOfQueryName(name: string): NameSensitivity | undefined {
  return QUERY_NAMES.get(name.toLowerCase());
}
