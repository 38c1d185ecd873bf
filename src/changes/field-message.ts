import type { ElementNode } from '../run/run.ts';
import { isField, previousSibling } from './field-labels.ts';
import { isAlertNode } from './roles.ts';
import type { Search } from './search.ts';
import { attributeOf } from './words.ts';

const MESSAGE_LENGTH = 200;

/** A short new text right behind a field speaks about that field; an alert does so only when the field says it is meant. */
export function fieldOfMessage(search: Search, members: readonly number[]): number | undefined {
  const { pair } = search.matching;
  const [first] = members;
  if (first === undefined || members.length > 2 || !isPlainMessage(pair.nodes[first])) {
    return undefined;
  }
  const previous = previousSibling(pair, first);
  if (previous === undefined || search.matching.isFree(previous)) return undefined;
  if (!isField(pair, previous)) return undefined;
  const isForField =
    !isAlertNode(pair.nodes[first]) || isMeant(pair.nodes[previous], pair.nodes[first]);
  return isForField ? previous : undefined;
}

function isPlainMessage(node: ElementNode | undefined): boolean {
  const text = node?.text;
  if (typeof text !== 'string' || text.trim() === '' || text.length > MESSAGE_LENGTH) return false;
  return node?.interactable !== true && node?.tagName !== 'a' && node?.tagName !== 'button';
}

/** The field is marked as invalid, or names the message as its description. */
function isMeant(field: ElementNode | undefined, message: ElementNode | undefined): boolean {
  const invalid = field?.attributes?.['aria-invalid'];
  if (invalid === true || invalid === 'true') return true;
  const id = attributeOf(message, 'id');
  const named = `${attributeOf(field, 'aria-describedby')} ${attributeOf(field, 'aria-errormessage')}`;
  return id !== undefined && named.split(' ').includes(id);
}
