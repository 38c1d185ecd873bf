import { asText } from '../../support/unknown.ts';
import type { ElementNode } from '../run.ts';

const SEARCH_FIELD =
  /\b(?:q|query|search|find|filter|keyword|lookup|such\w*|filtern?|recherche|chercher|busca\w*|buscar|cerca|ricerca|zoek\w*|pesquisa\w*|sök\w*|haku|hae|szukaj|søg|søk|hledat)\b/i;

/** A field to look things up, by what the page calls it. */
export function isSearchField(element: ElementNode | undefined): boolean {
  const names = ['type', 'role', 'name', 'id', 'placeholder', 'aria-label', 'title'].map(
    (key) => asText(element?.attributes?.[key]) ?? '',
  );
  return SEARCH_FIELD.test(names.join(' ').replace(/(?<=[a-z])(?=[A-Z])|[_-]/g, ' '));
}
