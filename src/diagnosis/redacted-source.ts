import type { BundleSource } from '../bundle/source.ts';
import { redactBundleEntry, type Redactor } from '../redact/index.ts';

/** Beyond this size a file is handed on as it is, for what is printed of it goes through the redactor once more. */
const MAX_REDACTED_BYTES = 30_000_000;

/**
 * The same bundle with secrets taken out of every text as it is read, so that whatever is made of it holds none,
 * not even a piece of one that was cut. What cannot be read as JSON is redacted as text: nothing gets lost.
 */
export function redactedSource(source: BundleSource, redactor: Redactor): BundleSource {
  const typeOf = new Map<string, string>();
  for (const { entry, artifact_type: type } of source.manifest.artifacts)
    if (entry !== null) typeOf.set(entry, type);
  for (const { entry, resource } of source.manifest.resources)
    if (entry !== null) typeOf.set(entry, resource);
  const isHuge = (name: string): boolean => (source.sizeOf(name) ?? 0) > MAX_REDACTED_BYTES;
  return {
    manifest: source.manifest,
    entryNames: source.entryNames,
    problems: source.problems,
    sizeOf: (name) => source.sizeOf(name),
    readBytes: async (name) => {
      const bytes = await source.readBytes(name);
      return isHuge(name) ? bytes : redacted(bytes, { name, type: typeOf.get(name) }, redactor);
    },
    ...streamOf(source, isHuge),
    close: async () => source.close?.(),
  };
}

/** Only what is too big to be redacted whole is streamed. */
function streamOf(
  source: BundleSource,
  isHuge: (name: string) => boolean,
): Pick<BundleSource, 'openStream'> {
  if (source.openStream === undefined || !source.entryNames.some(isHuge)) return {};
  return { openStream: source.openStream.bind(source) };
}

interface Named {
  readonly name: string;
  readonly type: string | undefined;
}

function redacted(bytes: Uint8Array, { name, type }: Named, redactor: Redactor): Uint8Array {
  if (type === undefined || /^screenshot|^recording/.test(type)) return bytes;
  const text = textOf(bytes);
  if (text === undefined) return bytes;
  const entry = redactBundleEntry({ entry: name, type, text }, redactor);
  return new TextEncoder().encode(
    entry.kind === 'kept' ? entry.text : redactor.redactText(text).text,
  );
}

/** Undefined for bytes that are no UTF-8 text: their readers have their own ways. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\u0000') ? undefined : text;
  } catch {
    return undefined;
  }
}
