import { splitUrl } from './request-url.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const NUMBER = /^[+-]?\d+([.,]\d+)?$/;
const HEX = /^(?=[a-f]*\d)[0-9a-f]{8,}$/i;
const DATE = /^\d{4}-\d{2}(-\d{2})?$/;
/** Letters with a number behind a separator: INV-2047, user_12. */
const NUMBERED = /^[a-z]{1,12}[-_]?\d{2,}([-_]\d+)*$/i;
const FILE = /^(.+)\.([a-z][a-z0-9]{1,9})$/i;
const LONG_SEGMENT_CHARS = 20;
const MAX_SEGMENTS = 40;

/**
 * An address with everything that names one thing replaced by `{id}`, so that requests to the same
 * endpoint compare equal: `https://shop.test/orders/8812?tab=2` → `shop.test/orders/{id}`.
 */
export function endpointTemplate(url: string): string {
  const parts = splitUrl(url);
  if (parts === undefined || parts.authority === '') return withoutData(url);
  return parts.authority + pathTemplate(parts.path);
}

/** The path part alone of an `endpointTemplate`. */
export function pathTemplate(path: string): string {
  const segments = path.split('/');
  const shown = segments.slice(0, MAX_SEGMENTS).map((segment) => templateSegment(segment));
  return shown.join('/') + (segments.length > MAX_SEGMENTS ? '/…' : '');
}

function templateSegment(segment: string): string {
  const file = FILE.exec(segment);
  if (file === null) return isIdentifier(segment) ? '{id}' : segment;
  const [, name = '', extension = ''] = file;
  return `${templateFileName(name)}.${extension}`;
}

/** Build hashes sit between dots or dashes of a file name: main.8c41f0d2.js, tariff-2027.pdf. */
function templateFileName(name: string): string {
  if (isIdentifier(name)) return '{id}';
  return name
    .split('.')
    .map((part) => (isIdentifier(part) && !/^\d{1,3}$/.test(part) ? '{id}' : part))
    .join('.');
}

function isIdentifier(segment: string): boolean {
  if (segment === '') return false;
  if (segment.length > 200) return true;
  return (
    UUID.test(segment) ||
    NUMBER.test(segment) ||
    DATE.test(segment) ||
    HEX.test(segment) ||
    NUMBERED.test(segment) ||
    isOpaque(segment)
  );
}

/** Long and with digits in it, or long without any word break: a token, not a name. */
function isOpaque(segment: string): boolean {
  if (segment.length < LONG_SEGMENT_CHARS) return false;
  return /\d/.test(segment) || !/[-_.~]/.test(segment);
}

function withoutData(url: string): string {
  const scheme = /^[a-z][a-z0-9+.-]{0,20}:/i.exec(url.slice(0, 24))?.[0];
  return scheme === undefined ? url.slice(0, 200) : `${scheme}…`;
}
