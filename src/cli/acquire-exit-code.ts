import type { AcquireErrorCode } from '../acquire/acquire-error.ts';
import { EXIT, type ExitCode } from './exit-code.ts';

const EXIT_BY_CODE = {
  usage: EXIT.usage,
  auth: EXIT.auth,
  'not-found': EXIT.unusable,
  unreachable: EXIT.unusable,
  unusable: EXIT.unusable,
  'local-io': EXIT.localIo,
  locked: EXIT.locked,
  interrupted: EXIT.interrupted,
} as const satisfies Record<AcquireErrorCode, ExitCode>;

/** The exit code of a fetch that failed as a whole. */
export function acquireExitCode(code: AcquireErrorCode): ExitCode {
  return EXIT_BY_CODE[code];
}
