import { visible } from './visible.ts';

/** A relative address made of a path or entry name; a lone surrogate has none. */
export function relativeAddress(path: string): string {
  return path
    .replaceAll('\\', '/')
    .replace(/^(?:[a-z]:)?\/+/i, '')
    .split('/')
    .map((part) => encodeURIComponent(visible(part)))
    .join('/');
}
