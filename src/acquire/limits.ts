/** How long to wait, how often to try, how much to take. Values: download study of git-lfs, rclone and aws s3. */
export interface Limits {
  readonly connectMs: number;
  readonly headersMs: number;
  /** Run and listing answers: the server itself may take 30 to 60 s. */
  readonly slowHeadersMs: number;
  readonly idleMs: number;
  /** Slower than this over a whole window counts as stalled. */
  readonly floorBytesPerSecond: number;
  readonly floorWindowMs: number;
  readonly artifactAttempts: number;
  readonly answerAttempts: number;
  readonly backoffBaseMs: number;
  readonly backoffCapMs: number;
  /** A server that asks for more is left alone. */
  readonly maxRetryAfterMs: number;
  readonly maxRefreshes: number;
  readonly maxRedirects: number;
  readonly maxAnswerBytes: number;
  readonly maxArtifactBytes: number;
  /** Resuming pays only beyond this. */
  readonly resumeFromBytes: number;
  /** Run finished less than this ago: its last artifacts may still be on their way. */
  readonly settleWindowMs: number;
  readonly settlePauseMs: number;
  readonly settleRounds: number;
  /** A listing that never ends is cut here. */
  readonly maxRequests: number;
}

const MEBIBYTE = 1024 * 1024;

export const DEFAULT_LIMITS: Limits = {
  connectMs: 10_000,
  headersMs: 30_000,
  slowHeadersMs: 90_000,
  idleMs: 30_000,
  floorBytesPerSecond: 1024,
  floorWindowMs: 60_000,
  artifactAttempts: 8,
  answerAttempts: 5,
  backoffBaseMs: 250,
  backoffCapMs: 10_000,
  maxRetryAfterMs: 300_000,
  maxRefreshes: 3,
  maxRedirects: 5,
  maxAnswerBytes: 256 * MEBIBYTE,
  maxArtifactBytes: 16 * 1024 * MEBIBYTE,
  resumeFromBytes: 8 * MEBIBYTE,
  settleWindowMs: 60_000,
  settlePauseMs: 2_000,
  settleRounds: 5,
  maxRequests: 20_000,
};
