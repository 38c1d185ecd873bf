import type { Exchange } from '../run/run.ts';
import { withoutQuery } from './request-url.ts';

const PASSWORD_FIELD =
  /^(.{0,40}[._[-])?(pw|pwd|pass|pass(word|wd|code|phrase)|pin|secret|kennwort|passwort|mot_?de_?passe|mdp|contrase(n|ñ)a|clave|senha|parola|wachtwoord|haslo|hasło|l(o|ö)senord|salasana)\]?$/i;
const PASSWORD_IN_TEXT = /["&]?\b(password|passwd|pwd|passcode|passphrase)["']?\s{0,3}[=:]/i;
const SIGN_IN_PATH =
  /\/(log[-_]?in|log[-_]?on|sign[-_]?in|authenticate|authentication|auth|sessions?|j_spring_security_check|j_security_check)(\.[a-z]{2,5})?\/?$/i;

/** A request that sends what somebody signs in with; recorders may have hidden names and values, then the address tells. */
export function isSignIn(exchange: Exchange): boolean {
  if (exchange.method !== 'POST' && exchange.method !== 'PUT') return false;
  if (exchange.postParams.some(({ name }) => PASSWORD_FIELD.test(name.slice(0, 80)))) return true;
  if (PASSWORD_IN_TEXT.test(exchange.postText?.slice(0, 2048) ?? '')) return true;
  return SIGN_IN_PATH.test(withoutQuery(exchange.url).slice(-100));
}
