import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openRecording } from '../../bench/recording-source.ts';
import type { Manifest } from '../../src/bundle/manifest.ts';
import { sha256OfBytes } from '../../src/support/sha256.ts';
import { asText, at } from '../../src/support/unknown.ts';
import { plantedBundle, type Planted } from './planted-bundle.ts';

const RECORDINGS = fileURLToPath(new URL('../../fixtures/recordings/', import.meta.url));

export interface PlantedRun {
  readonly manifest: Manifest;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly planted: readonly Planted[];
}

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** A recorded run into whose artifacts secrets of every class were planted, where every report looks: failed requests, errors, pages, answers. */
export async function plantedRun(
  story: string,
  seed: number,
  perClass: number,
): Promise<PlantedRun> {
  const source = await openRecording(join(RECORDINGS, story));
  const { entries, planted } = plantedBundle(seed, perClass);
  const textOf = new Map(entries.map(({ entry, text = '' }) => [entry, text]));
  const files = new Map<string, Uint8Array>();
  for (const name of source.entryNames) files.set(name, await source.readBytes(name));
  const clean = [...files.values()].map(decode).join('\n');
  const plantInto = (entry: string | null, kind: string): void => {
    const raw = entry === null ? undefined : files.get(entry);
    if (entry === null || raw === undefined) return;
    files.set(entry, new TextEncoder().encode(withSecrets(decode(raw), kind, textOf, planted)));
  };
  const manifest = withEveryKind(source.manifest, files);
  for (const { entry, artifact_type: type } of manifest.artifacts) plantInto(entry, type);
  for (const { entry, resource } of manifest.resources) plantInto(entry, resource);
  return {
    manifest: withDigests(manifest, files),
    files,
    planted: planted.filter(({ value }) => !clean.includes(value)),
  };
}

const EMPTY_KINDS = {
  har: '{"log":{"version":"1.2","entries":[]}}',
  llm_prompt: '',
  skyvern_log: '',
  skyvern_log_raw: '[]',
  browser_console_log: '',
  html_action: '<body></body>',
  visible_elements_tree: '[]',
  llm_response_parsed: '{"actions":[]}',
} as const;

/** The manifest with an artifact of every kind: recordings lack some, and a secret that stands nowhere cannot be learnt. */
function withEveryKind(manifest: Manifest, files: Map<string, Uint8Array>): Manifest {
  const added = Object.entries(EMPTY_KINDS)
    .filter(([type]) => !manifest.artifacts.some((row) => row.artifact_type === type && row.entry))
    .map(([type, text], index) => {
      const ids = { artifact_id: `a_9000000000000000${String(index)}`, artifact_type: type };
      const entry = `artifacts/added/${type}`;
      files.set(entry, new TextEncoder().encode(text));
      return { ...ids, entry, state: 'ok' as const, verified: 'none' as const, row: ids };
    });
  return { ...manifest, artifacts: [...manifest.artifacts, ...added] };
}

/** Lines for the kinds that are text, parsed and put together for the kinds that are JSON. */
function withSecrets(
  text: string,
  kind: string,
  textOf: ReadonlyMap<string, string>,
  planted: readonly Planted[],
): string {
  const part = (name: string): string => textOf.get(name) ?? '';
  switch (kind) {
    case 'har':
      return withExchanges(text, part('har.har'));
    case 'llm_prompt':
    case 'visible_elements_tree_in_prompt':
      return `${text}\n${part('llm_prompt.txt')}`;
    case 'skyvern_log':
      return `${text}\n${part('skyvern_log.txt')}\n${part('echo.txt')}`;
    case 'browser_console_log':
      return `${text}\n${part('console.log')}`;
    case 'html_action':
    case 'html_scrape':
      return text.replace(/<\/body>|$/, (end) => `${part('page.html')}${end}`);
    case 'skyvern_log_raw':
      return joined(text, part('echo.json'));
    case 'visible_elements_tree':
    case 'visible_elements_tree_trimmed':
      return joined(text, part('tree.json'));
    case 'llm_response_parsed':
      return withActions(text, part('llm_response.json'));
    case 'run':
    case 'task':
    case 'workflow_run':
      return withReason(text, part('run.json'), planted);
    default:
      return text;
  }
}

function withExchanges(har: string, more: string): string {
  const value: { log: { entries: object[] } } = JSON.parse(har);
  const extra: { log: { entries: { response: object }[] } } = JSON.parse(more);
  const startedDateTime = at(value.log.entries.at(-1), 'startedDateTime');
  for (const entry of extra.log.entries)
    value.log.entries.push({
      ...entry,
      startedDateTime,
      response: { ...entry.response, status: 500, statusText: 'Internal Server Error' },
    });
  return JSON.stringify(value);
}

function joined(list: string, more: string): string {
  const value: unknown = JSON.parse(list);
  return Array.isArray(value) ? JSON.stringify([...value, ...JSON.parse(more)]) : list;
}

function withActions(answer: string, more: string): string {
  const value: { actions?: unknown[] } = JSON.parse(answer);
  const extra: { actions: unknown[] } = JSON.parse(more);
  return JSON.stringify({ ...value, actions: [...(value.actions ?? []), ...extra.actions] });
}

/** The failure reason of a run quotes what it choked on. */
function withReason(answer: string, rows: string, planted: readonly Planted[]): string {
  const value: object = JSON.parse(answer);
  const words = planted.map(({ value: secret }) => `cannot use ${secret} here`).join('; ');
  return JSON.stringify({
    ...value,
    failure_reason: `${asText(at(value, 'failure_reason')) ?? ''} ${words}`,
    parameters: JSON.parse(rows),
  });
}

function withDigests(manifest: Manifest, files: ReadonlyMap<string, Uint8Array>): Manifest {
  const fate = (entry: string | null): object => {
    const bytes = entry === null ? undefined : files.get(entry);
    return bytes === undefined ? {} : { size: bytes.length, sha256: sha256OfBytes(bytes) };
  };
  return {
    ...manifest,
    resources: manifest.resources.map((row) => ({ ...row, ...fate(row.entry) })),
    artifacts: manifest.artifacts.map((row) => ({ ...row, ...fate(row.entry) })),
  };
}
