import { apiUrl, type Session } from './session.ts';
import type { ListedArtifact } from './rows.ts';

/** One place where the bytes of an artifact may be had. */
export type Candidate =
  | { readonly kind: 'signed'; readonly url: URL }
  /** The API's own content endpoint, with the key. */
  | { readonly kind: 'content'; readonly url: URL }
  | { readonly kind: 'local-file'; readonly path: string }
  | { readonly kind: 'unusable'; readonly reason: string };

const CONTENT_PATH = /\/v1\/artifacts\/([^/?#]+)\/content$/;

/** Where to look, best first. Signed URLs spare the server its database; the content endpoint works for every storage. */
export function listCandidates(
  session: Session,
  artifact: ListedArtifact,
  signedUrl: string | undefined,
): readonly Candidate[] {
  const content = contentCandidate(session, artifact);
  const signed = signedCandidate(session, signedUrl);
  // Storage hands a packed HAR out as it is; the endpoint unpacks it.
  const isPacked = artifact.uri?.endsWith('.zst') === true;
  const ordered = isPacked ? [content, signed] : [signed, content];
  return [...ordered, localCandidate(artifact, signedUrl)].filter(
    (candidate) => candidate !== undefined,
  );
}

function contentCandidate(session: Session, artifact: ListedArtifact): Candidate | undefined {
  if (artifact.artifactId.startsWith('file_')) return undefined;
  return {
    kind: 'content',
    url: apiUrl(session, `/v1/artifacts/${encodeURIComponent(artifact.artifactId)}/content`),
  };
}

/** A signed URL of the API itself is moved to the address we know it by: servers often name themselves wrongly. */
export function signedCandidate(
  session: Session,
  signedUrl: string | undefined,
): Candidate | undefined {
  if (signedUrl === undefined || signedUrl.startsWith('file:')) return undefined;
  if (!URL.canParse(signedUrl)) return { kind: 'unusable', reason: 'its signed URL is no URL' };
  const url = new URL(signedUrl);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return { kind: 'unusable', reason: `its signed URL is a ${url.protocol} URL` };
  const contentId = CONTENT_PATH.exec(url.pathname)?.[1];
  if (contentId === undefined) return { kind: 'signed', url };
  const rebased = apiUrl(session, `/v1/artifacts/${contentId}/content`);
  rebased.search = url.search;
  return { kind: url.searchParams.has('sig') ? 'signed' : 'content', url: rebased };
}

function localCandidate(
  artifact: ListedArtifact,
  signedUrl: string | undefined,
): Candidate | undefined {
  const url = [signedUrl, artifact.uri].find((one) => one?.startsWith('file:') === true);
  if (url === undefined) return undefined;
  // `file://./x` keeps what stands where a host would be: to the server it is a relative path.
  const path = decodePath(url.replace(/^file:(?:\/\/)?/, ''));
  return path === undefined ? undefined : { kind: 'local-file', path };
}

function decodePath(text: string): string | undefined {
  try {
    const path = decodeURIComponent(text);
    return path.includes('\0') ? undefined : path;
  } catch {
    return undefined;
  }
}
