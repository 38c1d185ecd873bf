/**
 * Writes a bundle of today's format from a recorded run: `npx tsx bench/make-old-bundle.ts STORY FILE`.
 * Once per format: what lies in fixtures/bundles is never written again.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { acquireRun } from '../src/node.ts';
import { startReplayServer } from '../test/support/replay-server.ts';

const [story = '', out = ''] = process.argv.slice(2);
const recordings = fileURLToPath(new URL('../fixtures/recordings/', import.meta.url));
const server = await startReplayServer(join(recordings, story));
const [runId = ''] = server.runIds;
await acquireRun({ runId, out, baseUrl: server.url, apiKey: 'test-key' });
await server.close();
