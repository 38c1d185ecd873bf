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
  const body = parseObject(exchange.responseText);
  if (body === undefined) return undefined;
  const found = graphqlError(body) ?? rpcError(body) ?? envelopeError(body);
  return found === undefined ? undefined : { exchange, ...found };
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

function envelopeError(body: JsonObject): Found | undefined {
  const isRefused = body['success'] === false || body['ok'] === false;
  if (isRefused) return { form: 'success-false', message: messageOf(body['error'] ?? body) };
  const error = body['error'];
  if (isObject(error) && ('code' in error || 'message' in error)) {
    return { form: 'error-object', message: messageOf(error) };
  }
  const status = body['status'];
  const isErrorWord = typeof status === 'string' && /^(error|fail(ed|ure)?)$/i.test(status);
  return isErrorWord ? { form: 'status-word', message: messageOf(body) } : undefined;
}

function messageOf(value: unknown): string {
  if (typeof value === 'string') return value.slice(0, MAX_MESSAGE_CHARS);
  if (!isObject(value)) return '';
  for (const key of [
    'message',
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

function parseObject(text: string | undefined): JsonObject | undefined {
  if (text === undefined || text.length > MAX_JSON_CHARS || !/^\s{0,100}\{/.test(text)) {
    return undefined;
  }
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
