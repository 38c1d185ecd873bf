import type JSZip from 'jszip';
import { badDeflate, sizeMismatch } from './verify-content.ts';
import { METHOD_DEFLATED, type ZipEntry } from './zip-entry.ts';

const NAME = 'entry';
const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const END_BYTES = 22;

/**
 * Inflates one entry. jszip is handed an archive of this entry alone, written here: so it cannot be
 * misled by names, directories or other entries, and one bad entry does not cost it the archive.
 */
export async function inflateWithJszip(
  content: Uint8Array,
  entry: ZipEntry,
): Promise<readonly Uint8Array[]> {
  const { default: Zip } = await import('jszip');
  const zip = await Zip.loadAsync(wrap(content, entry));
  const file = zip.file(NAME);
  if (file === null || !canStream(file)) throw new Error('this jszip cannot stream');
  return collect(file.internalStream('uint8array'), entry);
}

// Documented by jszip (api_zipobject/internal_stream) but missing from its types.
interface Streamable {
  internalStream(type: 'uint8array'): JSZip.JSZipStreamHelper<Uint8Array>;
}

function canStream(file: object): file is Streamable {
  return 'internalStream' in file && typeof file.internalStream === 'function';
}

/** Stops at the first chunk beyond the declared size: jszip itself would inflate to the end. */
function collect(
  stream: JSZip.JSZipStreamHelper<Uint8Array>,
  entry: ZipEntry,
): Promise<readonly Uint8Array[]> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let receivedBytes = 0;
    stream.on('data', (chunk) => {
      receivedBytes += chunk.length;
      if (receivedBytes <= entry.sizeBytes) {
        chunks.push(chunk);
        return;
      }
      stream.pause();
      reject(sizeMismatch(entry));
    });
    // jszip tells a damaged stream only by too few bytes having come out of it.
    stream.on('error', (cause) => {
      reject(badDeflate(entry, cause));
    });
    stream.on('end', () => {
      resolve(chunks);
    });
    stream.resume();
  });
}

function wrap(content: Uint8Array, entry: ZipEntry): Uint8Array {
  const name = new TextEncoder().encode(NAME);
  const shared = sharedFields(content.length, entry);
  const directoryOffset = LOCAL_BYTES + name.length + content.length;
  const endOffset = directoryOffset + CENTRAL_BYTES + name.length;
  const bytes = new Uint8Array(endOffset + END_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x04034b50, true);
  bytes.set(shared, 4);
  bytes.set(name, LOCAL_BYTES);
  bytes.set(content, LOCAL_BYTES + name.length);
  view.setUint32(directoryOffset, 0x02014b50, true);
  bytes.set(shared, directoryOffset + 6);
  bytes.set(name, directoryOffset + CENTRAL_BYTES);
  view.setUint32(endOffset, 0x06054b50, true);
  view.setUint16(endOffset + 8, 1, true);
  view.setUint16(endOffset + 10, 1, true);
  view.setUint32(endOffset + 12, CENTRAL_BYTES + name.length, true);
  view.setUint32(endOffset + 16, directoryOffset, true);
  return bytes;
}

/** The fields that both kinds of header share, from "version needed" to the length of the name. */
function sharedFields(compressedBytes: number, entry: ZipEntry): Uint8Array {
  const bytes = new Uint8Array(24);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 20, true);
  view.setUint16(4, METHOD_DEFLATED, true);
  view.setUint32(10, entry.crc32, true);
  view.setUint32(14, compressedBytes, true);
  view.setUint32(18, entry.sizeBytes, true);
  view.setUint16(22, NAME.length, true);
  return bytes;
}
