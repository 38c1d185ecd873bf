import type { Clock } from './clock.ts';
import type { Limits } from './limits.ts';
import type { Transport } from './transport.ts';

export interface ArtifactFilter {
  /** Artifact types to fetch; all when absent. */
  readonly only?: readonly string[] | undefined;
  readonly skip?: readonly string[] | undefined;
}

export interface ConnectOptions {
  /** Root of the API, such as `http://localhost:8000`. */
  readonly baseUrl: string;
  readonly apiKey: string;
  /** Downloads side by side; by default 8 to begin with, then as many as the server takes. */
  readonly concurrency?: number | undefined;
  /** Folder in which `file://` paths of a server on this machine may be read. */
  readonly allowLocalFiles?: string | undefined;
  /** Follow URLs of a public API into private networks. */
  readonly allowPrivateHosts?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Another network, for tests or other runtimes. */
  readonly transport?: Transport | undefined;
  readonly clock?: Clock | undefined;
  readonly limits?: Partial<Limits> | undefined;
}

export interface ListOptions extends ConnectOptions, ArtifactFilter {
  readonly runId: string;
}

export interface AcquireOptions extends ListOptions {
  /** Path of the bundle to write. */
  readonly out: string;
  /** Keep what an interrupted fetch of the same bundle has finished. */
  readonly resume?: boolean | undefined;
}

export type Progress =
  | { readonly phase: 'listing' }
  | {
      readonly phase: 'downloading';
      readonly done: number;
      readonly total: number;
      readonly bytes: number;
    }
  | { readonly phase: 'writing' };
