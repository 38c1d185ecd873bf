import type { BundleSource } from '../bundle/source.ts';
import {
  createRedactor,
  discoverSecrets,
  redactDiagnosis,
  redactionKey,
  type RedactableDocument,
  type Redactor,
} from '../redact/index.ts';
import { diagnosisSchema, type Diagnosis } from './diagnosis.ts';

/** Bigger files are rare and slow to search; what they alone know is still caught by its shape. */
const MAX_DOCUMENT_BYTES = 30_000_000;

/** Kind of document by artifact type; pictures, films and archives hold no text, and `llm_request` repeats the prompt beside its pictures. */
const KINDS: readonly (readonly [RegExp, RedactableDocument['kind']])[] = [
  [/^har$/, 'har'],
  [/^(?:html|html_\w+)$/, 'html'],
  [/^(?:browser_console_log|skyvern_log)$/, 'log'],
  [/^(?:llm_prompt|visible_elements_tree_in_prompt)$/, 'text'],
  [/^(?:llm_response\w*|hashed_href_map|visible_elements_tree\w*|skyvern_log_raw)$/, 'json'],
];

/** A redactor that knows every secret the bundle shows anywhere. Equal bundles give equal tokens. */
export async function bundleRedactor(source: BundleSource): Promise<Redactor> {
  const secrets = discoverSecrets(await readDocuments(source));
  const digests = [...source.manifest.artifacts, ...source.manifest.resources].flatMap(
    (entry) => entry.sha256 ?? [],
  );
  return createRedactor(secrets, { key: redactionKey(digests.toSorted()) });
}

/** The diagnosis without secrets, and how many places were touched. */
export function redactReport(diagnosis: Diagnosis, redactor: Redactor): Diagnosis {
  const { value, redactions } = redactDiagnosis(diagnosis, redactor);
  return { ...diagnosisSchema.parse(value), redactions };
}

async function readDocuments(source: BundleSource): Promise<readonly RedactableDocument[]> {
  const documents: RedactableDocument[] = [];
  for (const { entry, kind } of documentEntries(source)) {
    if ((source.sizeOf(entry) ?? 0) > MAX_DOCUMENT_BYTES) continue;
    const text = await readText(source, entry);
    if (text !== undefined) documents.push({ kind, entry, text });
  }
  return documents;
}

function documentEntries(
  source: BundleSource,
): readonly { readonly entry: string; readonly kind: RedactableDocument['kind'] }[] {
  const artifacts = source.manifest.artifacts.flatMap(({ entry, artifact_type: type }) => {
    const kind = KINDS.find(([pattern]) => pattern.test(type))?.[1];
    return entry === null || kind === undefined ? [] : [{ entry, kind }];
  });
  const resources = source.manifest.resources.flatMap(({ entry }) =>
    entry === null ? [] : [{ entry, kind: 'json' as const }],
  );
  return [...artifacts, ...resources];
}

/** A file that cannot be read has been named by the run model already. */
async function readText(source: BundleSource, entry: string): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await source.readBytes(entry));
  } catch {
    return undefined;
  }
}
