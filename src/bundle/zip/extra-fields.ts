import { quoteName } from '../quote-name.ts';
import { viewOf } from './random-access.ts';
import { safeNumber } from './zip64-end.ts';
import { zipError } from './zip-rule.ts';

const ID_ZIP64 = 0x0001;
const ID_UNICODE_NAME = 0x7075;
const FIELD_HEADER_BYTES = 4;
const UNICODE_NAME_OFFSET = 5;

export interface ExtraFields {
  /** Up to three 64-bit numbers of the zip64 field. */
  readonly large: readonly number[];
}

/** The extra fields of a row that change its meaning; all others (dates, owners) are ignored, broken or not. */
export function readExtraFields(bytes: Uint8Array, name: string): ExtraFields {
  const view = viewOf(bytes);
  let large: readonly number[] = [];
  let offset = 0;
  while (offset + FIELD_HEADER_BYTES <= bytes.length) {
    const id = view.getUint16(offset, true);
    const start = offset + FIELD_HEADER_BYTES;
    const field = bytes.subarray(start, start + view.getUint16(offset + 2, true));
    offset = start + view.getUint16(offset + 2, true);
    if (offset > bytes.length)
      throw zipError(
        'bad-directory',
        `An extra field of ${quoteName(name)} is longer than its row`,
      );
    if (id === ID_ZIP64) large = readLarge(field);
    if (id === ID_UNICODE_NAME) checkSecondName(field, name);
  }
  return { large };
}

function readLarge(field: Uint8Array): readonly number[] {
  const view = viewOf(field);
  return [0, 8, 16]
    .filter((offset) => offset + 8 <= field.length)
    .map((offset) => safeNumber(view.getBigUint64(offset, true)));
}

/** Some readers prefer the second name, others the first; two different ones are two archives in one. */
function checkSecondName(field: Uint8Array, name: string): void {
  const second = new TextDecoder().decode(field.subarray(UNICODE_NAME_OFFSET));
  if (second !== name)
    throw zipError(
      'local-central-mismatch',
      `${quoteName(name)} carries a second name, ${quoteName(second)}`,
      { entry: name },
    );
}
