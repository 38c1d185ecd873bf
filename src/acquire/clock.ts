import { setTimeout as sleepFor } from 'node:timers/promises';

/** Time and chance, replaceable in tests. */
export interface Clock {
  nowMs(): number;
  /** Between 0 and 1. */
  random(): number;
  sleep(durationMs: number, signal: AbortSignal): Promise<void>;
}

export const SYSTEM_CLOCK: Clock = {
  nowMs: () => Date.now(),
  random: () => Math.random(),
  sleep: async (durationMs, signal) => {
    await sleepFor(durationMs, undefined, { signal });
  },
};
