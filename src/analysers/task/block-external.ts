import { citeJson, type Evidence } from '../../run/evidence.ts';
import type { FailureReason, ReasonHit } from '../../run/facts/failure-reason.ts';
import type { Run } from '../../run/run.ts';
import { asNumber, asText, at } from '../../support/unknown.ts';
import { redactUrlQuery } from '../../support/url-text.ts';
import type { FindingInfo } from '../define-analyser.ts';
import { defineReasonAnalyser } from '../reason-analyser.ts';

/**
 * Blocks of the engine and of the browser. All others work on somebody else's service or file: their calls are made by the server and are in
 * no HAR, so the reason is the only proof.
 */
const INNER_BLOCKS: ReadonlySet<string> = new Set([
  'for_loop',
  'while_loop',
  'conditional',
  'code',
  'text_prompt',
  'wait',
  'human_interaction',
  'task',
  'task_v2',
  'taskv2',
  'action',
  'navigation',
  'extraction',
  'login',
  'validation',
  'goto_url',
  'file_download',
  'print_page',
  'workflow_trigger',
  'unknown',
]);
const UPLOADS: ReadonlySet<string> = new Set(['file_upload', 'upload_to_s3']);

const INFO: FindingInfo = {
  meaning:
    'A block that calls a service outside the browser failed (HTTP request, mail, file, sheet).',
  owner: 'site',
  retry: 'later',
  fixes: [
    'Call the service by hand with the same input: is it up, is the address right, do the credentials work?',
    'Let the block be repeated, or allow it to fail if the workflow can do without.',
  ],
};

export const blockExternal = defineReasonAnalyser('task.block_external', [
  {
    code: 'task.block_external',
    info: INFO,
    // Whatever such a block says, it failed outside the browser.
    patterns: [
      /^HTTP (\d{3})\b[^\n]{0,200}/,
      /Request timed out after[^\n]{0,80}/,
      /HTTP request failed[^\n]{0,160}/,
      /\w{1,60} block timed out[^\n]{0,80}/,
      /File (?:download failed|exceeds maximum size|not found|parsing failed)[^\n]{0,120}/i,
      /^[^\n]{1,200}/,
    ],
    applies: ({ reason, match }) =>
      isExternal(reason) &&
      !OTHER_CAUSE.test(reason.core) &&
      !NOTHING_TO_UPLOAD.test(reason.core) &&
      match[0].trim() !== '',
    title: (hit, where) =>
      `${capital(blockWords(hit, where))} failed outside the browser: ${words(hit)}.`,
    explanation:
      'The call was made by the server, not by the browser, so it is in no HAR; the pages of the run had no part in it.',
    claim: 'the call to the outside failed',
    confidence: 0.92,
    step: 'none',
    support: citeAnswer,
  },
  {
    code: 'task.block_external',
    info: INFO,
    patterns: [/No files found to upload[^\n]{0,80}/],
    applies: ({ reason }) => UPLOADS.has(reason.block?.type ?? ''),
    title: (_hit, where) => `${capital(where)} had nothing to upload.`,
    explanation:
      'The file should have come from an earlier block of this run; look there for why it did not.',
    claim: 'there was no file to upload',
    confidence: 0.55,
    step: 'none',
  },
]);

const OTHER_CAUSE =
  /Failed to format [Jj]inja|Missing variables for|should have already been set|Could not find credential|Rate limit exceeded for organization/;

/** The file should have come from an earlier block. */
const NOTHING_TO_UPLOAD = /No files found to upload/;

/** A block without a reason of its own leaves its type in the run's. */
function isExternal({ block, text }: FailureReason): boolean {
  if (block !== undefined) return block.taskId === undefined && !INNER_BLOCKS.has(block.type);
  const type = /^(\w{1,40}) block (?:failed|timed out)/.exec(text)?.[1];
  return type !== undefined && !INNER_BLOCKS.has(type);
}

function blockWords({ reason }: ReasonHit, where: string): string {
  const type = /^(\w{1,40}) block /.exec(reason.text)?.[1];
  return reason.block === undefined && type !== undefined ? `a block of type ${type}` : where;
}

function words({ match, reason }: ReasonHit): string {
  const url = asText(at(reason.block?.output, 'request_url'));
  const method = asText(at(reason.block?.output, 'request_method')) ?? 'the request';
  if (match[1] !== undefined && url !== undefined)
    return `${method} ${redactUrlQuery(url)} answered ${match[1]}`;
  const text = match[0].replace(/[.\s]{1,20}$/, '').slice(0, 140);
  return text === 'None' ? 'it gives no reason' : text;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Blocks keep the answer in their output. */
function citeAnswer(_run: Run, { reason }: ReasonHit): readonly Evidence[] {
  const { block } = reason;
  if (block === undefined) return [];
  const place = (field: string): { source: typeof block.place.source; pointer: string } => ({
    source: block.place.source,
    pointer: `${block.place.pointer}/output/${field}`,
  });
  const status = asNumber(at(block.output, 'status_code'));
  const url = asText(at(block.output, 'request_url'));
  return [
    ...(status === undefined
      ? []
      : [citeJson(place('status_code'), status, 'the status of the answer')]),
    ...(url === undefined
      ? []
      : [citeJson(place('request_url'), url, 'the address that was called')]),
  ];
}
