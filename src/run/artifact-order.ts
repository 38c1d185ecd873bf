/**
 * Artifact ids are snowflakes minted when the content was captured, so they give the true order even where
 * all rows of a step share one `created_at` (flush time, since 1.0.55).
 */
export interface OrderKey {
  /** Epoch seconds; 0 for ids that are no snowflakes. */
  readonly second: number;
  readonly worker: number;
  /** Process-wide counter of 10 bits: wraps at 1024. */
  readonly sequence: number;
}

const EPOCH_SECONDS = 1_655_683_200;
const SEQUENCE_SIZE = 1024;
const SNOWFLAKE = /^[a-z_]{1,8}_(\d{15,20})$/;

export function orderKey(id: string): OrderKey {
  const digits = SNOWFLAKE.exec(id)?.[1];
  if (digits === undefined) return { second: 0, worker: 0, sequence: 0 };
  const bits = BigInt(digits);
  return {
    second: Number(bits >> 32n) + EPOCH_SECONDS,
    worker: Number((bits >> 11n) & 0x1fffffn),
    sequence: Number((bits >> 1n) & 0x3ffn),
  };
}

export function capturedAtMs(key: OrderKey): number | undefined {
  return key.second === 0 ? undefined : key.second * 1000;
}

/** Capture order. Inside one second and worker a backward jump of more than half the counter is a wrap, not an earlier row. */
export function byCapture<File extends { readonly order: OrderKey }>(
  files: readonly File[],
): readonly File[] {
  const wrapped = wrappedGroups(files);
  const rank = ({ order }: File): number =>
    order.sequence < SEQUENCE_SIZE / 2 && wrapped.has(groupOf(order))
      ? order.sequence + SEQUENCE_SIZE
      : order.sequence;
  return files.toSorted(
    (a, b) =>
      a.order.second - b.order.second || a.order.worker - b.order.worker || rank(a) - rank(b),
  );
}

function wrappedGroups(files: readonly { readonly order: OrderKey }[]): ReadonlySet<string> {
  const extent = new Map<string, { min: number; max: number }>();
  for (const { order } of files) {
    const known = extent.get(groupOf(order)) ?? { min: order.sequence, max: order.sequence };
    extent.set(groupOf(order), {
      min: Math.min(known.min, order.sequence),
      max: Math.max(known.max, order.sequence),
    });
  }
  return new Set(
    [...extent].filter(([, { min, max }]) => max - min > SEQUENCE_SIZE / 2).map(([group]) => group),
  );
}

function groupOf(order: OrderKey): string {
  return `${order.second}/${order.worker}`;
}
