import type { Verification } from '../bundle/manifest-words.ts';
import type { ListedArtifact } from './rows.ts';
import type { TransportResponse } from './transport.ts';

/** What is known of a body once it has been read to its end. */
export interface Delivery {
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly head: Uint8Array;
  readonly tail: Uint8Array;
  readonly framing: TransportResponse['framing'];
  readonly contentType: string;
}

/** First and last bytes of a file. */
type Edges = Pick<Delivery, 'head' | 'tail'>;

export type Verdict =
  | { readonly kind: 'proven'; readonly verified: Verification }
  | { readonly kind: 'empty' }
  | { readonly kind: 'doubtful'; readonly reason: string }
  | { readonly kind: 'wrong'; readonly reason: string };

/** The server writes these over in place and keeps the size it listed first. */
const REWRITTEN: ReadonlySet<string> = new Set([
  'skyvern_log',
  'skyvern_log_raw',
  'recording',
  'session_replay',
  'script_file',
]);

/** Is the listed size a promise? Not for files written over later, nor for HARs listed before they were packed. */
export function promisedBytes(artifact: ListedArtifact): number | undefined {
  const isPacked = artifact.uri?.endsWith('.zst') === true;
  return REWRITTEN.has(artifact.artifactType) || isPacked ? undefined : artifact.listedBytes;
}

/** Climbs the ladder of proofs: the server's hash, its size, the length on the wire, the format's own end. */
export function verify(artifact: ListedArtifact, delivery: Delivery): Verdict {
  if (artifact.checksum !== undefined && delivery.sizeBytes > 0) {
    if (artifact.checksum === delivery.sha256) return { kind: 'proven', verified: 'sha256' };
    return { kind: 'wrong', reason: 'its SHA-256 differs from the one the server gave' };
  }
  if (delivery.sizeBytes === 0) return verifyEmpty(artifact);
  if (isArchiveForMember(artifact, delivery))
    return delivery.framing === 'close'
      ? verifyTrailer('step_archive', delivery)
      : { kind: 'proven', verified: 'length' };
  const promised = promisedBytes(artifact);
  if (promised === delivery.sizeBytes) return { kind: 'proven', verified: 'size' };
  const strange = strangeContent(artifact.artifactType, delivery);
  if (strange !== undefined) return { kind: 'wrong', reason: strange };
  if (promised !== undefined) return sizeDiffers(promised, delivery);
  if (delivery.framing !== 'close') return { kind: 'proven', verified: 'length' };
  return verifyTrailer(artifact.artifactType, delivery);
}

/** Some storages answer the request for a member with the whole ZIP; it is split later. */
function isArchiveForMember(artifact: ListedArtifact, delivery: Delivery): boolean {
  return (
    artifact.bundleKey !== undefined &&
    !artifact.bundleKey.endsWith('.zip') &&
    startsWith(delivery.head, [0x50, 0x4b, 3, 4])
  );
}

function verifyEmpty(artifact: ListedArtifact): Verdict {
  const mayBeEmpty = artifact.listedBytes === 0 || REWRITTEN.has(artifact.artifactType);
  return mayBeEmpty ? { kind: 'empty' } : { kind: 'wrong', reason: 'the server sent no bytes' };
}

/** A whole answer of another size than listed may be a rewritten file; a cut one may not. */
function sizeDiffers(promised: number, delivery: Delivery): Verdict {
  const reason = `the server listed ${String(promised)} bytes and sent ${String(delivery.sizeBytes)}`;
  return delivery.framing === 'close' ? { kind: 'wrong', reason } : { kind: 'doubtful', reason };
}

/** What the end of a file itself proves. */
export function verifyTrailer(type: string, edges: Edges): Verdict {
  const end = endOf(formatOf(type), edges);
  if (end === 'whole') return { kind: 'proven', verified: 'trailer' };
  return end === 'cut'
    ? { kind: 'wrong', reason: 'the file ends before its format does' }
    : { kind: 'proven', verified: 'none' };
}

type Format = 'image' | 'json' | 'zip' | 'video' | 'pdf' | 'text' | 'any';

function formatOf(type: string): Format {
  if (type.startsWith('screenshot')) return 'image';
  if (type === 'trace' || type.endsWith('_archive')) return 'zip';
  if (type === 'recording' || type === 'session_replay' || type === 'audio') return 'video';
  if (type === 'pdf') return 'pdf';
  if (type === 'browser_console_log' || type === 'skyvern_log' || type === 'llm_prompt')
    return 'text';
  const isJson =
    /^(?:har$|skyvern_log_raw$|llm_re|hashed_href_map$|visible_elements_(?:tree|tree_trimmed|id_\w+)$|browser_session_action_log$)/.test(
      type,
    );
  return isJson ? 'json' : 'any';
}

/** Says what a body is when it is plainly not what its type promises: a login page, a storage error. */
export function strangeContent(
  type: string,
  delivery: Pick<Delivery, 'head' | 'contentType'>,
): string | undefined {
  const format = formatOf(type);
  const page = markupIn(delivery.head);
  if (page !== undefined && format !== 'any') return `the server sent ${page} instead of the file`;
  if (format === 'image' && !isImage(delivery.head)) return 'the file is no image';
  if (format === 'zip' && !startsWith(delivery.head, [0x50, 0x4b])) return 'the file is no zip';
  if (format === 'pdf' && !asText(delivery.head).includes('%PDF')) return 'the file is no PDF';
  if (format === 'video' && isPlainJson(delivery))
    return 'the server sent JSON instead of the file';
  return undefined;
}

function markupIn(head: Uint8Array): string | undefined {
  const text = asText(head).replace(/^\uFEFF?\s*/, '');
  if (/^<(?:!doctype html|html|head|body)\b/i.test(text)) return 'an HTML page';
  return /^<\?xml\b/i.test(text) ? 'an XML document' : undefined;
}

function isImage(head: Uint8Array): boolean {
  const isWebp = asText(head).startsWith('RIFF') && asText(head).slice(8, 12) === 'WEBP';
  return (
    startsWith(head, [0x89, 0x50, 0x4e, 0x47]) || startsWith(head, [0xff, 0xd8, 0xff]) || isWebp
  );
}

function isPlainJson(delivery: Pick<Delivery, 'head'>): boolean {
  return /^\s*\{\s*"(?:detail|error|message)"/.test(asText(delivery.head));
}

/** Does the file end as its format must? */
function endOf(format: Format, delivery: Edges): 'whole' | 'cut' | 'unknown' {
  const tail = asText(delivery.tail);
  if (format === 'image')
    return startsWith(delivery.head, [0x89]) ? wholeIf(tail.includes('IEND')) : 'unknown';
  if (format === 'zip') return wholeIf(tail.includes('PK\u0005\u0006'));
  if (format === 'pdf') return wholeIf(tail.includes('%%EOF'));
  if (format === 'json') return wholeIf(/[\]}"\dla-z]\s*$/.test(tail) && isClosed(delivery));
  return 'unknown';
}

/** An object that was opened has to be closed, and a list likewise. */
function isClosed(delivery: Edges): boolean {
  const [first, last] = [
    asText(delivery.head).trimStart()[0],
    asText(delivery.tail).trimEnd().slice(-1),
  ];
  if (first === '{') return last === '}';
  return first !== '[' || last === ']';
}

function wholeIf(condition: boolean): 'whole' | 'cut' {
  return condition ? 'whole' : 'cut';
}

/** One character per byte: enough to look for ASCII marks. */
function asText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}
