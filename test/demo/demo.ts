/**
 * `npm run demo`: a server on this machine plays back a recorded failing run, and the real commands fetch it over
 * HTTP and report on it. `npm run demo -- STORY` takes another recording of fixtures/recordings.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main } from '../../src/cli/main.ts';
import { startReplayServer } from '../support/replay-server.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const API_KEY = 'demo-key';

const story = process.argv[2] ?? 'approval-answers-500';
const recording = join(ROOT, 'fixtures/recordings', story);
if (!existsSync(recording)) throw new Error(`there is no recording '${story}'`);

const folder = join(ROOT, 'demo-output');
mkdirSync(folder, { recursive: true });
const bundle = join(folder, `${story}.zip`);
const report = join(folder, `${story}.html`);

const terminal = {
  stdout: process.stdout,
  stderr: process.stderr,
  env: { ...process.env, SKYVERN_API_KEY: API_KEY },
  cwd: () => process.cwd(),
};

async function run(words: readonly string[]): Promise<void> {
  process.stdout.write(`$ debrief ${words.map(shown).join(' ')}\n`);
  const exitCode = await main(words, terminal);
  process.stdout.write('\n');
  if (exitCode !== 0) throw new Error(`debrief ended with exit code ${String(exitCode)}`);
}

function shown(word: string): string {
  return word.replaceAll(folder, relative(process.cwd(), folder));
}

const server = await startReplayServer(recording, { apiKey: API_KEY });
try {
  const [runId = ''] = server.runIds;
  process.stdout.write(`A recorded Skyvern run is served at ${server.url}\n\n`);
  await run(['fetch', runId, '--base-url', server.url, '--out', bundle]);
  await run(['report', bundle, '--format', 'terminal', '--format', `html=${report}`]);
} finally {
  await server.close();
}
process.stdout.write(
  `Fetched with ${String(server.requests.length)} requests.\nBundle: ${bundle}\nReport: ${report}\n`,
);
