import { viewOf, type RandomAccess } from './random-access.ts';
import { zipError } from './zip-rule.ts';

const LOCATOR_SIGNATURE = 0x07064b50;
const LOCATOR_BYTES = 20;
const RECORD_SIGNATURE = 0x06064b50;
const RECORD_BYTES = 56;

/** The fields both kinds of end record share. */
export interface EndFields {
  readonly diskNumber: number;
  readonly directoryDisk: number;
  readonly entriesOnDisk: number;
  readonly entryCount: number;
  readonly directoryBytes: number;
  readonly directoryOffset: number;
  readonly directoryEnd: number;
}

/** The 64-bit end record before the plain one, undefined when there is none. */
export async function readZip64End(
  small: EndFields,
  access: RandomAccess,
): Promise<EndFields | undefined> {
  const recordOffset = small.directoryEnd - LOCATOR_BYTES - RECORD_BYTES;
  if (recordOffset < 0) return undefined;
  const bytes = await access.read(recordOffset, RECORD_BYTES + LOCATOR_BYTES);
  const view = viewOf(bytes);
  if (view.getUint32(RECORD_BYTES, true) !== LOCATOR_SIGNATURE) return undefined;
  if (view.getUint32(0, true) !== RECORD_SIGNATURE || view.getBigUint64(4, true) !== 44n)
    throw zipError('bad-directory', 'The 64-bit end record of the zip is damaged');
  const large = readRecord(view, recordOffset);
  checkAgreement(small, large);
  checkLocator(view, large);
  return large;
}

function readRecord(view: DataView, recordOffset: number): EndFields {
  return {
    diskNumber: view.getUint32(16, true),
    directoryDisk: view.getUint32(20, true),
    entriesOnDisk: safeNumber(view.getBigUint64(24, true)),
    entryCount: safeNumber(view.getBigUint64(32, true)),
    directoryBytes: safeNumber(view.getBigUint64(40, true)),
    directoryOffset: safeNumber(view.getBigUint64(48, true)),
    directoryEnd: recordOffset,
  };
}

/** The locator points at the record, or misses it by the same bytes as the directory's own offset. */
function checkLocator(view: DataView, large: EndFields): void {
  const base = large.directoryEnd - large.directoryBytes - large.directoryOffset;
  const pointer = safeNumber(view.getBigUint64(RECORD_BYTES + 8, true));
  if (pointer + base !== large.directoryEnd || view.getUint32(RECORD_BYTES + 4, true) !== 0)
    throw zipError('bad-directory', 'The 64-bit end record of the zip is not where it says');
}

/** Each small field is the large one or "see there"; else two readers would see two archives. */
function checkAgreement(small: EndFields, large: EndFields): void {
  const isAgreed =
    agrees(small.entryCount, large.entryCount, 0xffff) &&
    agrees(small.directoryBytes, large.directoryBytes, 0xffffffff) &&
    agrees(small.directoryOffset, large.directoryOffset, 0xffffffff);
  if (!isAgreed)
    throw zipError('ambiguous-end', 'The two end records of the zip contradict each other');
}

function agrees(small: number, large: number, seeThere: number): boolean {
  return small === large || small === seeThere;
}

/** Beyond 2^53 there is no file to point into; any such number fails the checks that follow. */
export function safeNumber(value: bigint): number {
  return value > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(value);
}
