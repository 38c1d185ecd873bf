import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { droppedLines, standInPrompt } from './stand-in-prompt.ts';

/** A recording with less in it, its bodies in memory. */
export interface TrimmedRecording {
  readonly head: Readonly<Record<string, unknown>>;
  readonly responses: readonly TrimmedResponse[];
  /** Types of the artifacts that the server lists and does not have. */
  readonly missing: readonly string[];
}

export interface TrimmedResponse {
  readonly answer: Readonly<Record<string, unknown>>;
  /** File name of the body, without its number. */
  readonly name: string;
  readonly bytes: Buffer;
}

interface Answer {
  readonly path: string;
  readonly status: number;
  readonly type: string | null;
  readonly body: string;
  readonly size: number;
  readonly disposition?: string;
}

interface Row extends Record<string, unknown> {
  readonly artifact_id: string;
  readonly artifact_type: string;
  readonly created_at: string;
  readonly file_size: number | null;
}

interface Message extends Record<string, unknown> {
  readonly content: string | readonly Part[];
}

interface Part extends Record<string, unknown> {
  readonly type: string;
  readonly text?: string;
}

const DROPPED: ReadonlySet<string> = new Set(['recording', 'skyvern_log']);
const PICTURE = 'data:image/png;base64,iVBORw0KGgo=';

/** Reads one recording and leaves out what a test does not need; a failing run keeps more pictures. */
export function trimRecording(folder: string, isFailing: boolean): TrimmedRecording {
  const { responses, run_id, base_url, skyvern, storage } = JSON.parse(
    readFileSync(join(folder, 'index.json'), 'utf8'),
  );
  const answers: readonly Answer[] = responses;
  const read = (answer: Answer): Buffer => readFileSync(join(folder, 'bodies', answer.body));
  const rows = listedRows(answers, read);
  const kept = keptIds([...rows.values()], isFailing);
  const trimmed = answers.flatMap((answer): readonly TrimmedResponse[] => {
    const id = artifactIdOf(answer.path);
    if (id !== undefined && !kept.has(id)) return [];
    const type = id === undefined ? undefined : rows.get(id)?.artifact_type;
    const bytes = trimBody(answer, type, read(answer), kept);
    return [{ answer: withoutBody(answer), name: fileName(answer, type), bytes }];
  });
  refuseLeaks(answers, rows, read, trimmed);
  const missing = answers
    .filter(({ path, status }) => status !== 200 && kept.has(artifactIdOf(path) ?? ''))
    .flatMap(({ path }) => rows.get(artifactIdOf(path) ?? '')?.artifact_type ?? []);
  return { head: { run_id, base_url, skyvern, storage }, responses: trimmed, missing };
}

function withoutBody({ path, status, type, disposition }: Answer): Record<string, unknown> {
  return { path, status, type, ...(disposition === undefined ? {} : { disposition }) };
}

function isListing({ path, status }: Answer): boolean {
  return status === 200 && path.endsWith('/artifacts');
}

function artifactIdOf(path: string): string | undefined {
  return /^\/v1\/artifacts\/(\w+)\//.exec(path)?.[1];
}

function listedRows(
  answers: readonly Answer[],
  read: (answer: Answer) => Buffer,
): ReadonlyMap<string, Row> {
  const rows: Row[] = answers
    .filter(isListing)
    .flatMap((answer) => JSON.parse(read(answer).toString()));
  return new Map(rows.map((row) => [row.artifact_id, row]));
}

/** Everything but videos, logs that exist twice, and all pictures save the last ones. */
function keptIds(rows: readonly Row[], isFailing: boolean): ReadonlySet<string> {
  const pictures = rows
    .filter((row) => row.artifact_type.startsWith('screenshot'))
    .toSorted((a, b) => (a.created_at < b.created_at ? -1 : 1));
  const ofType = (type: string, count: number): readonly Row[] =>
    pictures.filter((row) => row.artifact_type === type).slice(-count);
  const keptPictures = new Set([
    ...ofType('screenshot_final', 1),
    ...(isFailing ? ofType('screenshot_action', 2) : []),
  ]);
  return new Set(
    rows
      .filter((row) => !DROPPED.has(row.artifact_type))
      .filter((row) => !pictures.includes(row) || keptPictures.has(row))
      .map((row) => row.artifact_id),
  );
}

function trimBody(
  answer: Answer,
  type: string | undefined,
  bytes: Buffer,
  kept: ReadonlySet<string>,
): Buffer {
  if (isListing(answer)) return trimListing(bytes, kept);
  if (answer.status !== 200 || !answer.path.includes('/content')) return bytes;
  if (type === 'llm_prompt') return Buffer.from(standInPrompt(bytes.toString()));
  if (type === 'llm_request') return trimRequest(bytes);
  return bytes;
}

/** Stand-ins have other sizes than the server listed. */
function trimListing(bytes: Buffer, kept: ReadonlySet<string>): Buffer {
  const rows: readonly Row[] = JSON.parse(bytes.toString());
  const left = rows
    .filter((row) => kept.has(row.artifact_id))
    .map((row) => (isPrompt(row) ? { ...row, file_size: null, checksum: null } : row));
  return Buffer.from(JSON.stringify(left));
}

function isPrompt({ artifact_type }: Row): boolean {
  return artifact_type === 'llm_prompt' || artifact_type === 'llm_request';
}

function trimRequest(bytes: Buffer): Buffer {
  const request: { readonly messages?: readonly Message[] } = JSON.parse(bytes.toString());
  const messages = request.messages?.map((message) => ({
    ...message,
    content:
      typeof message.content === 'string'
        ? standInPrompt(message.content)
        : message.content.map(trimPart),
  }));
  return Buffer.from(JSON.stringify({ ...request, messages }));
}

function trimPart(part: Part): Part {
  if (part.text !== undefined) return { ...part, text: standInPrompt(part.text) };
  return part.type === 'image_url' ? { ...part, image_url: { url: PICTURE } } : part;
}

function fileName({ path, type }: Answer, artifactType: string | undefined): string {
  const words =
    artifactType === undefined || !path.includes('/content')
      ? path
          .split('/')
          .filter((word) => /^[a-z]+(?:[_-][a-z]+)*$/.test(word) && word !== 'api')
          .join('-')
      : artifactType;
  return `${words}.${extensionOf(type ?? '')}`;
}

function extensionOf(type: string): string {
  if (type.includes('json')) return 'json';
  if (type.includes('html')) return 'html';
  if (type.includes('png')) return 'png';
  return type.startsWith('text/') ? 'txt' : 'bin';
}

/** @throws when a line of a prompt's own wording is left anywhere */
function refuseLeaks(
  answers: readonly Answer[],
  rows: ReadonlyMap<string, Row>,
  read: (answer: Answer) => Buffer,
  trimmed: readonly TrimmedResponse[],
): void {
  const texts = trimmed.map(({ bytes }) => bytes.toString());
  for (const answer of answers) {
    const id = artifactIdOf(answer.path) ?? '';
    if (rows.get(id)?.artifact_type !== 'llm_prompt' || answer.status !== 200) continue;
    const prompt = read(answer).toString();
    for (const line of droppedLines(prompt, standInPrompt(prompt))) {
      const escaped = JSON.stringify(line).slice(1, -1);
      if (texts.some((text) => text.includes(line) || text.includes(escaped)))
        throw new Error(`a line of a prompt is left: ${line.slice(0, 100)}`);
    }
  }
}
