import type { Exchange } from '../run/run.ts';

/** An answer that says 200 and means failure. */
export interface AppError {
  readonly exchange: Exchange;
  readonly form: 'graphql' | 'json-rpc' | 'success-false' | 'error-object' | 'status-word';
  /** The application's own words, at most 200 characters. */
  readonly message: string;
}

const MAX_JSON_CHARS = 64 * 1024;
const MAX_MESSAGE_CHARS = 200;

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Reads the recorded body of a successful answer for an error in it. Undefined also when no body
 * was recorded: the caller has to say that it could not look.
 */
export function findAppError(exchange: Exchange): AppError | undefined {
  if (exchange.status < 200 || exchange.status >= 300 || exchange.isBodyTruncated) return undefined;
  for (const body of parseAnswers(exchange.responseText)) {
    const found = graphqlError(body) ?? rpcError(body) ?? envelopeError(body) ?? innerError(body);
    if (found !== undefined) return { exchange, ...found };
  }
  return undefined;
}

type Found = Omit<AppError, 'exchange'>;

/** Errors beside data are partial answers; a client shows them and goes on. */
function graphqlError(body: JsonObject): Found | undefined {
  const errors = body['errors'];
  if (!Array.isArray(errors) || errors.length === 0 || hasData(body)) return undefined;
  const [first]: readonly unknown[] = errors;
  return { form: 'graphql', message: messageOf(first) };
}

function hasData(body: JsonObject): boolean {
  const data = body['data'];
  if (data === undefined || data === null) return false;
  return !isObject(data) || Object.values(data).some((value) => value !== null);
}

function rpcError(body: JsonObject): Found | undefined {
  if (typeof body['jsonrpc'] !== 'string' || !isObject(body['error'])) return undefined;
  return { form: 'json-rpc', message: messageOf(body['error']) };
}

const SUCCESS_FLAGS = ['success', 'Success', 'succeeded', 'isSuccess', 'IsSuccess', 'ok'];
const ERROR_FLAGS = ['hasError', 'hasErrors', 'HasError', 'isError', 'IsError', 'error'];
const STATUS_WORDS = ['status', 'Status', 'result', 'Result', 'outcome', 'state'];

function envelopeError(body: JsonObject): Found | undefined {
  if (SUCCESS_FLAGS.some((key) => body[key] === false || body[key] === 'false'))
    return { form: 'success-false', message: messageOf(body['error'] ?? body) };
  if (ERROR_FLAGS.some((key) => body[key] === true))
    return { form: 'success-false', message: messageOf(body) };
  const error = body['error'] ?? body['Error'];
  if (isObject(error) && ('code' in error || 'message' in error)) {
    return { form: 'error-object', message: messageOf(error) };
  }
  if (typeof error === 'string' && error !== '' && !hasContent(body))
    return { form: 'error-object', message: error.slice(0, MAX_MESSAGE_CHARS) };
  const isErrorWord = STATUS_WORDS.some((key) => isFailureWord(body[key]));
  return isErrorWord || hasErrorCode(body)
    ? { form: 'status-word', message: messageOf(body) }
    : undefined;
}

function isFailureWord(value: unknown): boolean {
  return typeof value === 'string' && /^(error|fail(ed|ure)?|rejected|nok)$/i.test(value);
}

/** Codes like those of HTTP, inside the answer and without anything else in it. */
function hasErrorCode(body: JsonObject): boolean {
  if (hasContent(body)) return false;
  return ['code', 'statusCode', 'status', 'Code', 'StatusCode'].some((key) => {
    const code = Number(body[key] ?? 0);
    return Number.isInteger(code) && code >= 400 && code < 600;
  });
}

/** Something that was asked for: then the error is beside it. */
function hasContent(body: JsonObject): boolean {
  return ['data', 'items', 'results', 'result', 'rows', 'records'].some((key) => {
    const value = body[key];
    return value !== undefined && value !== null && typeof value !== 'string';
  });
}

/** Old services wrap every answer once. */
function innerError(body: JsonObject): Found | undefined {
  for (const key of ['d', 'result', 'Result', 'response', 'Response', 'payload']) {
    const inner = body[key];
    if (isObject(inner)) return envelopeError(inner);
  }
  return undefined;
}

function messageOf(value: unknown): string {
  if (typeof value === 'string') return value.slice(0, MAX_MESSAGE_CHARS);
  if (!isObject(value)) return '';
  for (const key of [
    'message',
    'Message',
    'msg',
    'error_message',
    'errorMessage',
    'detail',
    'error',
    'reason',
    'code',
  ]) {
    const text = value[key];
    if (typeof text === 'string' && text !== '') return text.slice(0, MAX_MESSAGE_CHARS);
    if (typeof text === 'number') return String(text);
  }
  return '';
}

/** Batches are answered by lists; the first few tell. */
const MAX_BATCH = 20;

function parseAnswers(text: string | undefined): readonly JsonObject[] {
  if (text === undefined || text.length > MAX_JSON_CHARS || !/^\s{0,100}[{[]/.test(text)) return [];
  try {
    const value: unknown = JSON.parse(text);
    if (!Array.isArray(value)) return isObject(value) ? [value] : [];
    const answers: readonly unknown[] = value.slice(0, MAX_BATCH);
    // Lists of records may hold words like these as data.
    return answers
      .filter((item) => isObject(item))
      .filter((item) => 'errors' in item || 'jsonrpc' in item);
  } catch {
    return [];
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
