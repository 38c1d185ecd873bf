/**
 * Makes fixtures/recordings from a corpus of recorded runs: `npm run fixtures -- CORPUS`.
 * Videos, most pictures and the plain-text log go; prompts become stand-ins.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { trimRecording } from './trim-recording.ts';
import { writeRecording } from './write-recording.ts';

const STORIES = {
  'approval-answers-500': 'payroll-approve-500',
  'approval-goes-through': 'payroll-approve-ok',
  'portal-refuses-connection': 'task-port-refused',
  'bot-wall-stays': 'flight-cf-challenge',
  'bot-wall-clears': 'flight-cf-cleared',
  'form-refuses-entry': 'val-cost-centre',
  'form-takes-entry': 'ok-cost-centre',
  'invented-link': 'statement-goto-invented',
  'offered-link': 'statement-goto-known',
  'model-down': 'charges-provider-down',
  'model-hiccup': 'van-provider-hiccup',
  'login-rejected-cascade': 'wf-utility-login-rejected-cascade',
  'login-accepted': 'wf-utility-login-ok',
  'address-template-typo': 'wf-url-template-typo',
  'browser-killed': 'task-survey-browser-killed',
  'browser-lives': 'task-survey-finished',
  'worker-killed': 'task-parking-worker-killed',
} as const;

interface Label {
  readonly cause: string | null;
  readonly step?: number | null;
  readonly block?: string | null;
}

const corpus = process.argv[2];
if (corpus === undefined) throw new Error('usage: npm run fixtures -- CORPUS');
const target = fileURLToPath(new URL('../fixtures/recordings/', import.meta.url));

for (const [story, name] of Object.entries(STORIES)) {
  const label: Label = JSON.parse(readFileSync(join(corpus, name, 'truth.json'), 'utf8'));
  const recording = trimRecording(join(corpus, name, 'recording'), label.cause !== null);
  const sizeBytes = writeRecording(join(target, story), recording, {
    kind: label.cause === null ? 'healthy' : 'cause',
    cause: label.cause,
    step: label.step ?? null,
    block: label.block ?? null,
    missing: recording.missing,
  });
  console.log(`${story}: ${Math.round(sizeBytes / 1024)} KB`);
}
