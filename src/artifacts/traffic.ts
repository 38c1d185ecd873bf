/** What the browser recorded of its own: requests and console lines. Types only. */
import type { SourceRef } from '../support/source-ref.ts';

export interface Header {
  readonly name: string;
  readonly value: string;
}

/** One HAR entry. */
export interface Exchange {
  readonly source: SourceRef;
  /** Index into `log.entries`. */
  readonly index: number;
  readonly startedAtMs: number | undefined;
  /** Milliseconds; undefined when the writer put -1. */
  readonly durationMs: number | undefined;
  readonly method: string;
  readonly url: string;
  /** HTTP status, -1 when there was no answer. */
  readonly status: number;
  readonly statusText: string;
  /** `net::ERR_…`, `csp`, or the text of a failed handshake. */
  readonly failureText: string | undefined;
  readonly wasAborted: boolean;
  readonly wasFulfilled: boolean;
  /** Made by the driver's API client, not by the page. */
  readonly isApiRequest: boolean;
  readonly requestHeaders: readonly Header[];
  readonly responseHeaders: readonly Header[];
  readonly mimeType: string | undefined;
  /** Bytes of the decoded body; undefined when unknown. */
  readonly contentSizeBytes: number | undefined;
  readonly redirectUrl: string | undefined;
  readonly resourceType: string | undefined;
  readonly pageRef: string | undefined;
  readonly frameRef: string | undefined;
  /** Script or page that asked for it, where the exporter says so (Chrome). */
  readonly initiatorUrl?: string | undefined;
  /** Made by, or answered from, a service worker. */
  readonly isServiceWorker?: boolean;
  readonly postText: string | undefined;
  readonly postMimeType: string | undefined;
  readonly postParams: readonly Header[];
  /** Recorded body of textual answers, possibly cut; undefined when the HAR holds none. */
  readonly responseText: string | undefined;
  readonly isBodyTruncated: boolean;
}

export interface HarPage {
  readonly id: string;
  readonly title: string;
  readonly startedAtMs: number | undefined;
}

export interface Network {
  readonly source: SourceRef;
  readonly exchanges: readonly Exchange[];
  readonly pages: readonly HarPage[];
  readonly creator: string | undefined;
  /** Whether the recorder kept response bodies: what it omitted is not observable, never "no error". */
  readonly bodies: 'recorded' | 'omitted' | 'attached';
}

export interface ConsoleMessage {
  readonly source: SourceRef;
  /** 1-based. */
  readonly line: number;
  /** On the run's clock, offset removed. */
  readonly atMs: number | undefined;
  readonly level: string;
  readonly text: string;
  readonly url: string | undefined;
}
