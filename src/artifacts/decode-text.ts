import type { Reading } from './read-problem.ts';

/** V8 cannot hold a longer string; anything near it must be streamed instead. */
const MAX_TEXT_BYTES = 500_000_000;

/** Bytes to text: UTF-8 with or without BOM, UTF-16 with BOM; invalid bytes become U+FFFD and a problem. */
export function decodeText(bytes: Uint8Array): Reading<string> {
  if (bytes.length > MAX_TEXT_BYTES) {
    return {
      problems: [
        { code: 'too-large', message: `${bytes.length} bytes are more than one text can hold` },
      ],
    };
  }
  const utf16 = utf16Label(bytes);
  if (utf16 !== undefined) return { value: new TextDecoder(utf16).decode(bytes), problems: [] };
  try {
    return { value: new TextDecoder('utf-8', { fatal: true }).decode(bytes), problems: [] };
  } catch {
    const problem = {
      code: 'bad-encoding',
      message: 'not valid UTF-8; bad bytes replaced',
    } as const;
    return { value: new TextDecoder('utf-8').decode(bytes), problems: [problem] };
  }
}

function utf16Label(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}
