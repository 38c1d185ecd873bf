import type { BundleSource } from '../bundle/source.ts';
import { resolvePointer } from '../support/json-pointer.ts';
import { asText, at } from '../support/unknown.ts';
import type { Diagnosis, DiagnosisEvidence } from './diagnosis.ts';

export interface EvidenceCheck {
  readonly finding: string;
  readonly evidence: DiagnosisEvidence;
  /** Undefined when the pointer resolves and the excerpt stands there. */
  readonly problem: string | undefined;
}

/** Checks every pointer and quotation of a report against the bundle it speaks of. */
export async function verifyEvidence(
  diagnosis: Diagnosis,
  bundle: BundleSource,
): Promise<readonly EvidenceCheck[]> {
  const texts = new Map<string, string>();
  const checks: EvidenceCheck[] = [];
  for (const finding of diagnosis.findings) {
    for (const evidence of finding.evidence) {
      checks.push({
        finding: finding.code,
        evidence,
        problem: await problemOf(evidence, bundle, texts),
      });
    }
  }
  return checks;
}

async function problemOf(
  evidence: DiagnosisEvidence,
  bundle: BundleSource,
  texts: Map<string, string>,
): Promise<string | undefined> {
  if (evidence.locator.kind === 'absent') return presentAfterAll(evidence, bundle);
  if (evidence.entry === null) return 'names no entry of the bundle';
  if (bundle.sizeOf(evidence.entry) === undefined) return `the bundle has no ${evidence.entry}`;
  const text =
    texts.get(evidence.entry) ?? new TextDecoder().decode(await bundle.readBytes(evidence.entry));
  texts.set(evidence.entry, text);
  const place = placeText(evidence.locator, text);
  if (place === undefined) return `nothing at ${JSON.stringify(evidence.locator)}`;
  const missing = pieces(evidence.excerpt).find((piece) => !squash(place).includes(piece));
  return missing === undefined ? undefined : `not there: "${missing.slice(0, 80)}"`;
}

function presentAfterAll(evidence: DiagnosisEvidence, bundle: BundleSource): string | undefined {
  const type = evidence.artifact_type;
  const isThere = bundle.manifest.artifacts.some(
    (entry) => entry.artifact_type === type && entry.entry !== null,
  );
  return isThere ? `the bundle does have a ${type ?? 'file'} of that kind` : undefined;
}

function placeText(locator: DiagnosisEvidence['locator'], text: string): string | undefined {
  switch (locator.kind) {
    case 'har-entry': {
      const entry = at(parsed(text), 'log', 'entries', locator.index);
      // The excerpt of an exchange is put together from its parts.
      return entry === undefined
        ? undefined
        : `${String(at(entry, 'request', 'method'))} ${String(at(entry, 'request', 'url'))} → ${String(at(entry, 'response', 'status'))} ${asText(at(entry, 'response', '_failureText')) ?? ''}`;
    }
    case 'json': {
      const value = resolvePointer(parsed(text), locator.pointer);
      return value === undefined
        ? undefined
        : typeof value === 'string'
          ? value
          : JSON.stringify(value);
    }
    case 'line':
      return text.split(/\r?\n/)[locator.line - 1];
    case 'text':
      return locator.start >= 0 && locator.end <= text.length && locator.start < locator.end
        ? text.slice(locator.start, locator.end)
        : undefined;
    case 'whole':
      return text;
    case 'absent':
      return '';
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What stands between redactions and ellipses. */
function pieces(excerpt: string): readonly string[] {
  return squash(excerpt)
    .split(/\[redacted[^\]]{0,80}\]|…|\.\.\./)
    .map((piece) => piece.trim())
    .filter((piece) => piece.length > 2);
}

function squash(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
}
