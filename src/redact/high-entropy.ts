import { isTokenShaped, varies } from './value-shape.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Long and random enough to be a credential under an unknown name; a UUID is not. */
export function isHighEntropy(value: string): boolean {
  return value.length >= 16 && isTokenShaped(value) && varies(value, 3.3) && !UUID.test(value);
}
