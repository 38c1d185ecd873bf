import JSZip from 'jszip';

/** A zip of these files, written by a library that is not ours. */
export async function zipOf(
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<Uint8Array> {
  const zip = new JSZip();
  for (const [name, content] of Object.entries(files))
    zip.file(name, content, { createFolders: false });
  return zip.generateAsync({ type: 'uint8array', compression: 'DEFLATE' });
}

/** A manifest as text: what is left out is empty. */
export function manifestText(parts: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    schema: 'skyvern-debrief/bundle@1',
    tool: { name: 'skyvern-debrief', version: '1.2.3' },
    run_id: 'tsk_1',
    base_url: 'http://localhost:8000',
    server_version: '1.0.56',
    resources: [],
    artifacts: [],
    ...parts,
  });
}

/** One artifact of a manifest, held under the given entry name. */
export function artifact(entry: string | null, facts: Readonly<Record<string, unknown>> = {}) {
  const ids = { artifact_id: 'a_1', artifact_type: 'llm_prompt' };
  return { ...ids, entry, state: 'ok', verified: 'size', row: ids, ...facts };
}
