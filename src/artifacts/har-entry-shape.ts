import type { Fields } from './har-fields.ts';
import { isFields, timeOf } from './har-fields.ts';

/** Whether an entry has what HAR 1.2 requires of it; the cheap twin of the schema, for counting only. */
export function isEntryShaped(entry: unknown): boolean {
  if (!isFields(entry) || timeOf(entry, 'startedDateTime') === undefined) return false;
  const { request, response, cache, timings, time } = entry;
  if (typeof time !== 'number' || !isFields(request) || !isFields(response)) return false;
  if (cache === undefined || !isFields(timings)) return false;
  return isRequestShaped(request) && isResponseShaped(response);
}

function isRequestShaped(request: Fields): boolean {
  return (
    hasTexts(request, ['method', 'url', 'httpVersion']) &&
    hasSizes(request) &&
    hasPairs(request['headers']) &&
    hasPairs(request['cookies']) &&
    hasPairs(request['queryString'])
  );
}

function isResponseShaped(response: Fields): boolean {
  const content = response['content'];
  return (
    Number.isInteger(response['status']) &&
    hasTexts(response, ['statusText', 'httpVersion', 'redirectURL']) &&
    hasSizes(response) &&
    hasPairs(response['headers']) &&
    hasPairs(response['cookies']) &&
    isFields(content) &&
    Number.isInteger(content['size']) &&
    typeof content['mimeType'] === 'string'
  );
}

function hasTexts(fields: Fields, keys: readonly string[]): boolean {
  return keys.every((key) => typeof fields[key] === 'string');
}

function hasSizes(fields: Fields): boolean {
  return Number.isInteger(fields['headersSize']) && Number.isInteger(fields['bodySize']);
}

function hasPairs(list: unknown): boolean {
  if (!Array.isArray(list)) return false;
  const pairs: readonly unknown[] = list;
  return pairs.every((pair) => isFields(pair) && hasTexts(pair, ['name', 'value']));
}
