import { failedStatus } from '../../requests/failed-status.ts';
import { requestReportOf } from '../../requests/request-report-of.ts';
import type { FailedRequest } from '../../requests/verdict.ts';
import { describeElement } from '../../run/describe-action.ts';
import { citeExchange, citeJson, citeLog, type Evidence } from '../../run/evidence.ts';
import { actionFailures, citeFailure } from '../../run/facts/action-failures.ts';
import { citeReasons, matchReasons } from '../../run/facts/failure-reason.ts';
import { realSteps, succeededLater } from '../../run/facts/progress.ts';
import { exchangesOf } from '../../run/facts/submit.ts';
import type { Action, LogEvent, Run, Step } from '../../run/run.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';
import { requestName } from '../request-analyser.ts';

/**
 * A download was wanted and no file came. A 4xx or 5xx on the file's address is the server's part (then the status decides which cause comes first); no request at
 * all means that the click started nothing. 200 with ERR_ABORTED is what a working download looks like, and blob downloads leave no entry.
 */
export const downloadFailed = defineAnalyser({
  id: 'page.download_failed',
  needs: ['steps'],
  findings: {
    'page.download_failed': {
      meaning: 'The file that should have been downloaded did not come.',
      owner: 'site',
      retry: 'after-change',
      fixes: [
        'Open the address of the file by hand: the answer shows whether it still exists.',
        'If the click only opens a viewer, name the real download control in the goal.',
      ],
    },
  },
  run: (run) => {
    const named = namedFailure(run);
    if (named !== undefined) return [named];
    const wanted = downloadSteps(run);
    const [first] = wanted;
    if (
      first === undefined ||
      wanted.some(({ action }) => hasFile(action)) ||
      run.outcome.downloadedFiles.length > 0
    )
      return [];
    return [downloadFinding(run, first.step, first.action)];
  },
});

/** Skyvern's own words for it, in an action or as the reason of the end. */
const NO_DOWNLOAD =
  /doesn't trigger the file download|NoFileDownloadTriggered|File (?:download failed|exceeds maximum size)|Long-time downloading files/;

function namedFailure(run: Run): Finding<'page.download_failed'> | undefined {
  const failure = actionFailures(run).find(
    ({ exceptionType, message, isFinal }) =>
      isFinal && (exceptionType === 'NoFileDownloadTriggered' || NO_DOWNLOAD.test(message)),
  );
  if (failure !== undefined) {
    if (succeededLater(run, failure.step, failure.action)) return undefined;
    const finding = downloadFinding(run, failure.step, failure.action);
    return {
      ...finding,
      bearing: { tier: 'typed', confidence: 0.86, persistence: 'persistent' },
      evidence: [citeFailure(failure, 'the click brought no file'), ...finding.evidence],
    };
  }
  const [hit] = matchReasons(run, [NO_DOWNLOAD]);
  if (hit === undefined) return undefined;
  const step = realSteps(run).findLast(
    ({ taskId }) => hit.reason.task === undefined || taskId === hit.reason.task.taskId,
  );
  return {
    code: 'page.download_failed',
    title: `The file did not come: "${hit.match[0]}".`,
    explanation: 'Skyvern ended the download with these words; no other cause stands behind them.',
    bearing: { tier: 'typed', confidence: 0.8, persistence: 'persistent' },
    step,
    locus: 'download',
    evidence: citeReasons(run, hit, 'why the download was given up'),
  };
}

interface WantedDownload {
  readonly step: Step;
  readonly action: Action;
}

/** Clicks that were to bring a file: marked so by the model, or any click of a download block. */
function downloadSteps(run: Run): readonly WantedDownload[] {
  return realSteps(run).flatMap((step) =>
    step.actions
      .filter(
        (action) =>
          action.type === 'download_file' ||
          (action.type === 'click' &&
            (action.isDownload ||
              step.block?.type === 'file_download' ||
              waitedFor(run, step) !== undefined)),
      )
      .map((action) => ({ step, action })),
  );
}

/** The line that the server writes when it waited for a file in vain. */
function waitedFor(run: Run, step: Step): LogEvent | undefined {
  return (run.serverLog ?? []).find(
    (event) =>
      event.stepId === step.stepId &&
      /No download signal observed|without downloading/i.test(event.event),
  );
}

function hasFile(action: Action): boolean {
  return action.results.some(
    (result) => result.downloadedFiles.length > 0 || result.downloadTriggered === true,
  );
}

function downloadFinding(run: Run, step: Step, action: Action): Finding<'page.download_failed'> {
  const failed = requestReportOf(run).failed.find(
    (request) =>
      request.link.strength === 'action' &&
      request.link.action === action &&
      request.verdict.level !== 'excluded',
  );
  const target =
    action.element === undefined ? 'the element' : `the ${describeElement(action.element)}`;
  return {
    code: 'page.download_failed',
    title:
      failed === undefined
        ? `The click on ${target} in step ${step.order} started no download.`
        : `The click on ${target} brought no file: ${requestName(failed)} answered ${answer(failed)}.`,
    explanation:
      failed === undefined
        ? 'No file arrived and the traffic shows no failed request for one.'
        : 'The address of the file answered with an error page instead of an attachment.',
    bearing: { tier: 'observed', confidence: confidenceOf(failed), persistence: 'persistent' },
    step,
    atMs: action.startedAtMs,
    locus:
      failed === undefined
        ? `no download from ${target}`
        : `${failed.exchange.method} ${failed.template} ${answer(failed)}`,
    evidence: evidenceFor(run, step, action, failed),
  };
}

function answer(failed: FailedRequest): string {
  return failedStatus(failed) === 0
    ? (failed.exchange.failureText ?? 'nothing')
    : String(failedStatus(failed));
}

/** A server error is the better name for a server that breaks on the file; a dead link is the download's own failure. */
function confidenceOf(failed: FailedRequest | undefined): number {
  if (failed === undefined) return 0.6;
  return failedStatus(failed) >= 500 || [401, 403, 429].includes(failedStatus(failed)) ? 0.7 : 0.92;
}

function evidenceFor(
  run: Run,
  step: Step,
  action: Action,
  failed: FailedRequest | undefined,
): readonly [Evidence, ...Evidence[]] {
  const planned = citeJson(
    { source: action.place.source, pointer: `${action.place.pointer}/download` },
    action.isDownload,
    'the click was to bring a file',
  );
  const logged = waitedFor(run, step);
  const waited =
    logged === undefined ? [] : [citeLog(logged, 'event', 'Skyvern waited for a file in vain')];
  if (failed !== undefined)
    return [
      citeExchange(failed.exchange, 'what the address of the file answered'),
      ...waited,
      planned,
    ];
  const [request] = exchangesOf(run, step, action);
  return [
    planned,
    ...waited,
    ...(request === undefined ? [] : [citeExchange(request, 'what the click requested instead')]),
  ];
}
