import type { Exchange } from '../run/run.ts';
import { isSubmitMethod } from './submit.ts';

const PASSWORD_FIELD =
  /^(.{0,40}[._[-])?(pass(word|wd|code)?|pwd|kennwort|passwort|mot_?de_?passe|contrase(n|ñ)a|senha)\]?$/i;

/** A request that carries a password. */
export function isSignIn(exchange: Exchange): boolean {
  if (!isSubmitMethod(exchange.method)) return false;
  if (exchange.postParams.some(({ name }) => PASSWORD_FIELD.test(name.slice(0, 80)))) return true;
  const text = exchange.postText?.slice(0, 2048) ?? '';
  return /["&]?\b(password|passwd|pwd|passcode)["']?\s{0,3}[=:]/i.test(text);
}
