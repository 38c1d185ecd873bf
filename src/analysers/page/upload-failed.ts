import { failedStatus } from '../../requests/failed-status.ts';
import type { Analyser } from '../define-analyser.ts';
import { defineExceptionAnalyser } from '../exception-analyser.ts';
import { defineRequestAnalyser } from '../request-analyser.ts';

const INFO = {
  meaning: 'The file could not be uploaded.',
  owner: 'task',
  retry: 'after-change',
  fixes: [
    'Check size and type of the file against what the site accepts.',
    'Name the upload control in the goal as the page labels it.',
  ],
} as const;

/** The server refused the file: too large (413) or of a wrong kind (415), or any refusal of a multipart request. */
export const uploadRefused: Analyser = defineRequestAnalyser({
  code: 'page.upload_failed',
  info: INFO,
  matches: (request) => {
    const status = failedStatus(request);
    if (!request.isSubmit || status < 400 || status >= 500) return false;
    return (
      status === 413 ||
      status === 415 ||
      (isMultipart(request.exchange.postMimeType) && ![401, 403, 429].includes(status))
    );
  },
  outcome: (request) =>
    REASONS.get(failedStatus(request)) ?? `refused the upload (${failedStatus(request)})`,
  explanation: 'The file left the browser and the server did not take it.',
  confidence: 0.92,
});

const REASONS = new Map([
  [413, 'refused the upload: the file is too large (413)'],
  [415, 'refused the upload: this kind of file is not accepted (415)'],
]);

function isMultipart(mimeType: string | undefined): boolean {
  return mimeType?.startsWith('multipart/form-data') ?? false;
}

/** The chosen element takes no files. */
export const uploadTarget: Analyser = defineExceptionAnalyser({
  code: 'page.upload_failed',
  info: INFO,
  matches: ({ exceptionType }) => exceptionType === 'WrongElementToUploadFile',
  title: ({ step }, target) =>
    `The ${target} takes no files, so the upload of step ${step.order} failed.`,
  explanation: () => 'No file chooser opened for the element.',
  claim: 'the element takes no files',
  confidence: 0.88,
});
