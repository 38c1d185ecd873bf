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
const MAX_DOCUMENT_BYTES = { reported: 30_000_000, everything: 128 * 1024 * 1024 };

/** Kind of document by artifact type; pictures, films and archives hold no text, and `llm_request` repeats the prompt beside its pictures. */
const KINDS: readonly (readonly [RegExp, RedactableDocument['kind']])[] = [
  [/^har$/, 'har'],
  [/^(?:html|html_\w+)$/, 'html'],
  [/^(?:browser_console_log|skyvern_log)$/, 'log'],
  [/^(?:llm_prompt|visible_elements_tree_in_prompt)$/, 'text'],
  [/^(?:llm_response\w*|hashed_href_map|visible_elements_tree\w*|skyvern_log_raw)$/, 'json'],
];

/** A redactor that knows every secret the bundle shows anywhere. Equal bundles give equal tokens. */
export async function bundleRedactor(
  source: BundleSource,
  options: RedactorReach = {},
): Promise<Redactor> {
  const secrets = discoverSecrets(await readDocuments(source, options.reads ?? 'reported'));
  const digests = [...source.manifest.artifacts, ...source.manifest.resources].flatMap(
    (entry) => entry.sha256 ?? [],
  );
  return createRedactor(secrets, { key: redactionKey(digests.toSorted()) });
}

export interface RedactorReach {
  /** `everything` before the entries themselves are shared; `reported` suffices for what a report can quote. */
  readonly reads?: 'reported' | 'everything';
}

/** The diagnosis without secrets, how many places were touched, and which. */
export function redactReport(diagnosis: Diagnosis, redactor: Redactor): Diagnosis {
  const { value, redactions, list } = redactDiagnosis(diagnosis, redactor);
  return {
    ...diagnosisSchema.parse(value),
    redactions,
    redaction_list: [...list],
    redacted: true,
  };
}

/** The first words of every report that holds secrets. */
export const UNREDACTED_MARK = 'NOT REDACTED: this report holds secrets.';

/** A diagnosis with secrets in it, marked so that every format shows it, and every finding that is copied out of one. */
export function markUnredacted(diagnosis: Diagnosis): Diagnosis {
  const { verdict, findings } = diagnosis;
  return {
    ...diagnosis,
    verdict: { ...verdict, summary: `${UNREDACTED_MARK} ${verdict.summary}` },
    findings: findings.map((finding) => ({ ...finding, title: `[NOT REDACTED] ${finding.title}` })),
    redacted: false,
  };
}

async function readDocuments(
  source: BundleSource,
  reads: 'reported' | 'everything',
): Promise<readonly RedactableDocument[]> {
  const documents: RedactableDocument[] = [];
  const seen = new Set<string>();
  for (const { entry, kind } of documentEntries(source, reads)) {
    if (seen.has(entry) || (source.sizeOf(entry) ?? 0) > MAX_DOCUMENT_BYTES[reads]) continue;
    seen.add(entry);
    const text = await readText(source, entry);
    if (text !== undefined) documents.push({ kind, entry, text });
  }
  return documents;
}

interface DocumentEntry {
  readonly entry: string;
  readonly kind: RedactableDocument['kind'];
}

function documentEntries(
  source: BundleSource,
  reads: 'reported' | 'everything',
): readonly DocumentEntry[] {
  const artifacts = source.manifest.artifacts.flatMap(({ entry, artifact_type: type }) => {
    const known = KINDS.find(([pattern]) => pattern.test(type))?.[1];
    const kind = known ?? (reads === 'everything' ? otherKind(type, entry ?? '') : undefined);
    return entry === null || kind === undefined ? [] : [{ entry, kind }];
  });
  const resources = source.manifest.resources.flatMap(({ entry }) =>
    entry === null ? [] : [{ entry, kind: 'json' as const }],
  );
  return [...artifacts, ...resources];
}

function otherKind(type: string, entry: string): RedactableDocument['kind'] | undefined {
  if (/^screenshot|^recording/.test(type)) return undefined;
  return /\.(?:json|har)$/.test(entry) ? 'json' : 'text';
}

/** A file that cannot be read has been named by the run model already; one that is no text holds nothing to find. */
async function readText(source: BundleSource, entry: string): Promise<string | undefined> {
  try {
    const text = new TextDecoder().decode(await source.readBytes(entry));
    return text.includes('\u0000') ? undefined : text;
  } catch {
    return undefined;
  }
}
