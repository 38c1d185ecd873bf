/** A recorded run of a corpus as a bundle source, so that measurements need no server. */
import { readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import JSZip from 'jszip';
import type { Manifest } from '../src/bundle/manifest.ts';
import type { BundleSource } from '../src/bundle/source.ts';

interface RecordedResponse {
  readonly path: string;
  readonly status: number;
  readonly body: string;
}

interface Recording {
  readonly base_url: string;
  readonly run_id: string;
  readonly responses: readonly RecordedResponse[];
}

const RESOURCE_PATHS: readonly (readonly [RegExp, string])[] = [
  [/^\/v1\/version$/, 'version'],
  [/^\/v1\/runs\/([^/]+)$/, 'run'],
  [/^\/v1\/runs\/([^/]+)\/timeline$/, 'timeline'],
  [/^\/v1\/runs\/([^/]+)\/artifacts$/, 'artifacts'],
  [/^\/api\/v1\/tasks\/([^/]+)$/, 'task'],
  [/^\/api\/v1\/tasks\/([^/]+)\/steps$/, 'steps'],
  [/^\/api\/v1\/tasks\/([^/]+)\/actions$/, 'actions'],
  [/^\/v1\/workflows\/runs\/([^/]+)$/, 'workflow_run'],
  [/^\/v1\/workflows\/(wpid_[^/]+)$/, 'workflow'],
];

/** Opens `NAME/recording` of a corpus. */
export async function openRecording(folder: string): Promise<BundleSource> {
  const read = (body: string): Buffer => readFileSync(join(folder, 'bodies', body));
  const recording: Recording = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8'));
  const entries = new Map<string, Uint8Array>();
  const resources: Manifest['resources'] = [];
  const rows = new Map<string, Manifest['artifacts'][number]['row']>();
  for (const { path, status, body } of recording.responses) {
    if (status !== 200 || !existsSync(join(folder, 'bodies', body))) continue;
    if (/\/artifacts(\?|$)/.test(path)) {
      for (const row of JSON.parse(read(body).toString())) rows.set(row.artifact_id, row);
    }
    const known = RESOURCE_PATHS.find(([pattern]) => pattern.test(path));
    if (known === undefined) continue;
    const [pattern, resource] = known;
    const resourceId = pattern.exec(path)?.[1] ?? null;
    const entry = `api/${resource}-${resourceId ?? ''}.json`;
    entries.set(entry, read(body));
    resources.push({ resource, resource_id: resourceId, entry, path, state: 'ok' });
  }
  const artifacts: Manifest['artifacts'] = [];
  for (const [id, row] of rows) {
    const answer = recording.responses.find(
      ({ path, status }) => status === 200 && path.split('?')[0] === `/v1/artifacts/${id}/content`,
    );
    const bytes =
      answer === undefined ? undefined : await unpack(read(answer.body), row.bundle_key);
    const entry = bytes === undefined ? null : `artifacts/${row.artifact_type}/${id}`;
    if (entry !== null && bytes !== undefined) entries.set(entry, bytes);
    artifacts.push({
      artifact_id: id,
      artifact_type: row.artifact_type,
      entry,
      verified: 'none',
      state: entry === null ? 'missing' : 'ok',
      row,
    });
  }
  return memorySource({ recording, entries, resources, artifacts });
}

async function unpack(
  bytes: Buffer,
  key: string | null | undefined,
): Promise<Uint8Array | undefined> {
  if (bytes.toString('latin1', 0, 4) !== 'PK\u0003\u0004') return bytes;
  const zip = await JSZip.loadAsync(bytes);
  const files = Object.values(zip.files).filter((file) => !file.dir);
  const wanted =
    files.find((file) => file.name === key) ?? (files.length === 1 ? files[0] : undefined);
  return wanted === undefined ? undefined : await wanted.async('uint8array');
}

interface Parts {
  readonly recording: Recording;
  readonly entries: ReadonlyMap<string, Uint8Array>;
  readonly resources: Manifest['resources'];
  readonly artifacts: Manifest['artifacts'];
}

function memorySource({ recording, entries, resources, artifacts }: Parts): BundleSource {
  return {
    manifest: {
      schema: 'skyvern-debrief/bundle@1',
      tool: { name: 'bench', version: '0' },
      run_id: recording.run_id,
      base_url: recording.base_url,
      server_version: null,
      resources,
      artifacts,
      warnings: [],
    },
    entryNames: [...entries.keys()].toSorted(),
    problems: [],
    sizeOf: (name) => entries.get(name)?.length,
    readBytes: async (name) => {
      const bytes = entries.get(name);
      if (bytes === undefined) throw new Error(`no entry ${name}`);
      return bytes;
    },
  };
}
