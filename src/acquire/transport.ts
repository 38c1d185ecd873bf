/** One request, one hop: no redirects, no retries, no decoding. The only thing `acquire` needs of the network. */
export interface Transport {
  send(request: TransportRequest): Promise<TransportResponse>;
  /** Connections kept open for a next request give their descriptors back. */
  closeIdle(): void;
  close(): void;
}

export interface TransportRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly connectMs: number;
  readonly headersMs: number;
  readonly signal: AbortSignal;
  /** Says why an address may not be talked to; asked of the resolved address, so that a DNS name cannot hide one. */
  readonly refuseAddress: (address: string) => string | undefined;
}

export interface TransportResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: ReadonlyMap<string, string>;
  /** How the end of the body is known: only `close` cannot tell a whole body from a cut one. */
  readonly framing: 'length' | 'chunked' | 'close';
  /** Raw bytes; throws when the connection ends before the body does. */
  readonly body: ResponseBody;
  /** Did more bytes follow than the headers announced? Known once the body has been read. */
  readonly hasOverrun: () => boolean;
}

export interface ResponseBody extends AsyncIterable<Uint8Array> {
  on(event: 'error', listener: (error: Error) => void): unknown;
  destroy(error?: Error): unknown;
}
