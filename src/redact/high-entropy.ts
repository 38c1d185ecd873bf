import { isTokenShaped, varies } from './value-shape.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Long and random enough to be a credential under an unknown name; a UUID is not. */
export function isHighEntropy(value: string): boolean {
  if (value.length < 16 || UUID.test(value) || !isTokenShaped(value)) return false;
  return varies(value, /^[0-9a-fA-F]{24,}$/.test(value) ? 2.8 : 3.3);
}
