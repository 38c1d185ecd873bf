import { open } from 'node:fs/promises';

const HEAD_BYTES = 1024;

/** The first bytes of a file, or the word that it is a folder. */
export async function readHead(path: string): Promise<Uint8Array | 'folder'> {
  const handle = await open(path, 'r');
  try {
    if ((await handle.stat()).isDirectory()) return 'folder';
    const head = new Uint8Array(HEAD_BYTES);
    const { bytesRead } = await handle.read(head, 0, HEAD_BYTES, 0);
    return head.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
