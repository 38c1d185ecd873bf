import { open, type FileHandle } from 'node:fs/promises';
import { setTimeout as sleepFor } from 'node:timers/promises';

const TRIES = 200;
const PAUSE_MS = 25;

/** Out of descriptors is a passing state: others of this process give theirs back, the more so when `onShortage` asks them to. */
export async function openPatiently(
  path: string,
  flags: 'r' | 'w',
  onShortage?: () => void,
): Promise<FileHandle> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await open(path, flags, 0o600);
    } catch (error) {
      if (!isOutOfDescriptors(error) || tries >= TRIES) throw error;
      onShortage?.();
      await sleepFor(PAUSE_MS);
    }
  }
}

/** Whether this process, or the machine, has no descriptor left. */
export function isOutOfDescriptors(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  return error.code === 'EMFILE' || error.code === 'ENFILE';
}
