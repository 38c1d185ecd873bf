import { basename } from 'node:path';
import { isOutOfDescriptors } from '../bundle/node/open-patiently.ts';
import { AcquireError } from './acquire-error.ts';
import { asFetchProblem, errorCode, FetchProblem } from './fetch-problem.ts';

/** What ended a fetch, as the error its caller is promised; our own bugs stay what they are. */
export function asAcquireError(
  error: unknown,
  options: { readonly signal?: AbortSignal | undefined; readonly out?: string },
): unknown {
  if (error instanceof AcquireError) return error;
  const isAborted = options.signal?.aborted === true || errorCode(error) === 'ABORT_ERR';
  if (isAborted)
    return new AcquireError(
      'interrupted',
      `interrupted; run it again with --resume to keep what has been fetched`,
      { cause: error },
    );
  const problem = error instanceof FetchProblem ? error : asFetchProblem(error);
  if (problem.kind !== 'local-io' && !isOutOfDescriptors(error)) return error;
  const where = options.out === undefined ? 'the output' : basename(options.out);
  return new AcquireError(
    'local-io',
    `${where} could not be written (${problem.message}); make room or check the folder, then run it again with --resume`,
    { cause: error },
  );
}
