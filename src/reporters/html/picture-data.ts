import { base64 } from './base64.ts';

/** A picture that may stand in the page. */
export interface PictureData {
  readonly uri: string;
  /** Pixels, where the header says so at a fixed place. */
  readonly width: number | undefined;
  readonly height: number | undefined;
}

const DATA_URI = /^data:image\/(?:png|jpeg|webp);base64,[A-Za-z0-9+/]+={0,2}$/;

function startsWith(bytes: Uint8Array, start: number, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[start + index] === byte);
}

/** Type by the first bytes, whatever the name says; SVG is never one, because it can hold scripts. */
function typeOf(bytes: Uint8Array): string | undefined {
  if (startsWith(bytes, 0, [0x89, 0x50, 0x4e, 0x47])) return 'image/png';
  if (startsWith(bytes, 0, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  const isWebp =
    startsWith(bytes, 0, [0x52, 0x49, 0x46, 0x46]) &&
    startsWith(bytes, 8, [0x57, 0x45, 0x42, 0x50]);
  return isWebp ? 'image/webp' : undefined;
}

function pngSize(bytes: Uint8Array): Pick<PictureData, 'width' | 'height'> {
  if (bytes.length < 24) return { width: undefined, height: undefined };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** Bytes or a `data:` URI as a picture; undefined when they are none. */
export function readPicture(source: Uint8Array | string): PictureData | undefined {
  const unknownSize = { width: undefined, height: undefined };
  if (typeof source === 'string')
    return DATA_URI.test(source) ? { uri: source, ...unknownSize } : undefined;
  const type = typeOf(source);
  if (type === undefined) return undefined;
  return {
    uri: `data:${type};base64,${base64(source)}`,
    ...(type === 'image/png' ? pngSize(source) : unknownSize),
  };
}
