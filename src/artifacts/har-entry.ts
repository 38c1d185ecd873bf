import type { Exchange, Header } from './traffic.ts';
import type { SourceRef } from '../support/source-ref.ts';
import { cutText, ELIDED_TEXT, readBody } from './har-body.ts';
import type { Fields } from './har-fields.ts';
import {
  fieldsOf,
  isFields,
  isTrue,
  listOf,
  numberOf,
  sizeOf,
  textOf,
  timeOf,
} from './har-fields.ts';

/** Where an entry stands: its file, and its place in `log.entries`. */
export interface EntryPlace {
  readonly source: SourceRef;
  readonly index: number;
}

/** One HAR entry; undefined when it does not even say what was requested. */
export function readExchange(entry: unknown, place: EntryPlace): Exchange | undefined {
  if (!isFields(entry)) return undefined;
  const request = fieldsOf(entry, 'request');
  const url = textOf(request, 'url');
  if (url === undefined) return undefined;
  return {
    source: place.source,
    index: place.index,
    startedAtMs: timeOf(entry, 'startedDateTime'),
    durationMs: sizeOf(entry, 'time'),
    url,
    pageRef: textOf(entry, 'pageref'),
    frameRef: textOf(entry, '_frameref'),
    resourceType: textOf(entry, '_resourceType')?.toLowerCase(),
    wasAborted: isTrue(entry, '_wasAborted'),
    wasFulfilled: isTrue(entry, '_wasFulfilled'),
    isApiRequest: isTrue(entry, '_apiRequest') || textOf(entry, '_apiRequestRef') !== undefined,
    initiatorUrl: readInitiator(entry),
    isServiceWorker: isServiceWorkerEntry(entry),
    ...readRequest(request),
    ...readResponse(fieldsOf(entry, 'response')),
  };
}

/** The few fields by which uninteresting entries are told. */
export interface ExchangeHead {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly failureText: string | undefined;
  readonly mimeType: string | undefined;
  /** Recorded body of the answer, as it stands in the file. */
  readonly bodyText: string | undefined;
}

/** Reads the head of an entry only; undefined when there is no URL. */
export function readHead(entry: unknown): ExchangeHead | undefined {
  if (!isFields(entry)) return undefined;
  const request = fieldsOf(entry, 'request');
  const url = textOf(request, 'url');
  if (url === undefined) return undefined;
  const response = fieldsOf(entry, 'response');
  const content = fieldsOf(response, 'content');
  return {
    method: readMethod(request),
    url,
    status: readStatus(response),
    failureText: readFailureText(response),
    mimeType: readMimeType(content),
    bodyText: textOf(content, 'text'),
  };
}

function readMethod(request: Fields): string {
  return (textOf(request, 'method') ?? 'GET').toUpperCase();
}

function readStatus(response: Fields): number {
  const status = numberOf(response, 'status') ?? -1;
  return Number.isSafeInteger(status) ? status : -1;
}

/** Playwright's name first, then the one of Chrome's own export. */
function readFailureText(response: Fields): string | undefined {
  return textOf(response, '_failureText') ?? textOf(response, '_error');
}

type RequestFields = Pick<
  Exchange,
  'method' | 'requestHeaders' | 'postText' | 'postMimeType' | 'postParams'
>;

function readRequest(request: Fields): RequestFields {
  const post = fieldsOf(request, 'postData');
  return {
    method: readMethod(request),
    requestHeaders: readPairs(listOf(request, 'headers')),
    postText: readPostText(post),
    postMimeType: textOf(post, 'mimeType'),
    postParams: readPairs(listOf(post, 'params')),
  };
}

type ResponseFields = Pick<
  Exchange,
  | 'status'
  | 'statusText'
  | 'failureText'
  | 'responseHeaders'
  | 'mimeType'
  | 'contentSizeBytes'
  | 'redirectUrl'
  | 'responseText'
  | 'isBodyTruncated'
>;

function readResponse(response: Fields): ResponseFields {
  const content = fieldsOf(response, 'content');
  const body = readBody(content);
  return {
    status: readStatus(response),
    statusText: textOf(response, 'statusText') ?? '',
    failureText: readFailureText(response),
    responseHeaders: readPairs(listOf(response, 'headers')),
    mimeType: readMimeType(content),
    contentSizeBytes: sizeOf(content, 'size'),
    redirectUrl: textOf(response, 'redirectURL'),
    responseText: body.text,
    isBodyTruncated: body.isTruncated,
  };
}

function readMimeType(content: Fields): string | undefined {
  const mimeType = textOf(content, 'mimeType');
  return mimeType === 'x-unknown' ? undefined : mimeType;
}

function readPostText(post: Fields): string | undefined {
  const text = textOf(post, 'text');
  return text === undefined || text === ELIDED_TEXT ? undefined : cutText(text).text;
}

function readPairs(list: readonly unknown[]): readonly Header[] {
  const pairs: Header[] = [];
  for (const pair of list) {
    if (!isFields(pair)) continue;
    const name = textOf(pair, 'name');
    if (name === undefined) continue;
    pairs.push({ name, value: textOf(pair, 'value') ?? '' });
  }
  return pairs;
}

function readInitiator(entry: Fields): string | undefined {
  const initiator = fieldsOf(entry, '_initiator');
  const [frame] = listOf(fieldsOf(initiator, 'stack'), 'callFrames');
  return textOf(initiator, 'url') ?? (isFields(frame) ? textOf(frame, 'url') : undefined);
}

function isServiceWorkerEntry(entry: Fields): boolean {
  return (
    textOf(entry, '_serviceWorkerRef') !== undefined ||
    isTrue(fieldsOf(entry, 'response'), '_fetchedViaServiceWorker')
  );
}
