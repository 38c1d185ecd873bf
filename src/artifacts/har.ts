import type { Network } from './traffic.ts';
import type { SourceRef } from '../support/source-ref.ts';
import { isFields } from './har-fields.ts';
import { buildNetwork } from './har-network.ts';
import type { NetworkBuilder, ReadOptions } from './har-network.ts';
import { salvageHar } from './har-salvage.ts';
import type { Reading } from './read-problem.ts';

/**
 * Reads a HAR of any exporter. A wrong entry costs that entry only, and a file that was cut short
 * gives the entries that are complete.
 */
export function readHar(
  text: string,
  source: SourceRef,
  options: ReadOptions = {},
): Reading<Network> {
  const json = text.startsWith('\uFEFF') ? text.slice(1) : text;
  if (json.trim() === '') return { problems: [{ code: 'empty', message: 'HAR file is empty' }] };
  let document: unknown;
  try {
    document = JSON.parse(json);
  } catch {
    return salvageHar(json, source, options.keep);
  }
  return readHarDocument(document, buildNetwork(source, options.keep));
}

function readHarDocument(document: unknown, network: NetworkBuilder): Reading<Network> {
  const log = isFields(document) ? document['log'] : undefined;
  const entries = isFields(log) ? log['entries'] : undefined;
  if (!isFields(log) || !Array.isArray(entries)) {
    return { problems: [{ code: 'wrong-shape', message: 'not a HAR: no list at log.entries' }] };
  }
  for (let index = 0; index < entries.length; index += 1) network.add(entries[index], index);
  return { value: network.build(log), problems: network.problems() };
}
