/** What kind of secret a value is; printed in its token. */
export type SecretLabel =
  | 'password'
  | 'otp'
  | 'token'
  | 'key'
  | 'signature'
  | 'cookie'
  | 'credential'
  | 'private-key'
  | 'card'
  | 'identity'
  | 'account'
  | 'email';

/** A secret part of a text: where it stands, what it is, and which rule saw it. */
export interface SecretSpan {
  readonly start: number;
  readonly end: number;
  readonly label: SecretLabel;
  readonly rule: string;
  /** The secret itself, without the encoding it stands in. */
  readonly value: string;
}

/** A text that is a secret from end to end. */
export function wholeSpan(value: string, label: SecretLabel, rule: string): SecretSpan {
  return { start: 0, end: value.length, label, rule, value };
}

/** A value found by structure somewhere in a bundle. */
export interface Secret {
  readonly value: string;
  readonly label: SecretLabel;
  readonly rule: string;
  /** Bundle entry where it was first seen. */
  readonly entry: string;
}

/** What one pass over a bundle learnt: values to remove everywhere, and which fields of this site hold secrets. */
export interface DiscoveredSecrets {
  /** By value; only values long and odd enough to be replaced wherever they occur. */
  readonly values: ReadonlyMap<string, Secret>;
  /** Lower-case names of password boxes, so that a form field `p` is known to be one. */
  readonly fieldNames: ReadonlySet<string>;
  /** Skyvern element ids of password and one-time-code boxes. */
  readonly elementIds: ReadonlySet<string>;
}

/** `standard` hides credentials and payment data; `strict` hides e-mail addresses as well. */
export type RedactionLevel = 'standard' | 'strict';
