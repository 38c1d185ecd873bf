import type { Exchange } from '../run/run.ts';
import type { AppError } from './app-error.ts';
import type { AuthEvent } from './auth-story.ts';
import type { Cascade } from './cascade.ts';
import type { RequestGroup } from './groups.ts';
import type { NoiseKind } from './noise.ts';
import type { Party } from './party.ts';
import type { RateLimit } from './rate-limits.ts';
import type { RedirectChain } from './redirects.ts';
import type { ResourceKind } from './resource-kind.ts';
import type { RequestLink } from './timeline.ts';
import type { UnrecordedRequest } from './unrecorded.ts';
import type { FailedRequest } from './verdict.ts';

/** A request without an answer when the recording ended. */
export interface UnfinishedRequest {
  readonly exchange: Exchange;
  readonly resource: ResourceKind;
  readonly party: Party;
  readonly template: string;
  readonly link: RequestLink;
  /** Until the last thing the recording knows of. */
  readonly waitedMs: number | undefined;
}

export interface ExcludedCount {
  readonly noise: NoiseKind;
  readonly count: number;
}

/** Everything a HAR tells about requests that failed. */
export interface RequestReport {
  readonly requestCount: number;
  /** Every failed request, harmless ones too, each with its verdict; in the order they began. */
  readonly failed: readonly FailedRequest[];
  /** Those that mattered or may have, by endpoint, worst first. */
  readonly groups: readonly RequestGroup[];
  /** How many were left out, by reason, most first. */
  readonly excluded: readonly ExcludedCount[];
  readonly unfinished: readonly UnfinishedRequest[];
  readonly appErrors: readonly AppError[];
  readonly redirects: readonly RedirectChain[];
  readonly rateLimits: readonly RateLimit[];
  readonly auth: readonly AuthEvent[];
  readonly cascade: Cascade | undefined;
  /** Blocked before they became traffic; only the console tells. */
  readonly unrecorded: readonly UnrecordedRequest[];
  /** What the recording cannot show. */
  readonly notes: readonly string[];
}
