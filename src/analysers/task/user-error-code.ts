import { citeJson } from '../../run/evidence.ts';
import type { Run, RunError } from '../../run/run.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';

/**
 * Codes of the user's own `error_code_mapping`: a label that a model chose, not a proof. Skyvern marks some of its own codes as the user's,
 * so those are told apart by name.
 */
export const userErrorCode = defineAnalyser({
  id: 'task.user_error_code',
  needs: ['outcome'],
  findings: {
    'task.user_error_code': {
      meaning: 'The run ended with an error code that the task itself defines.',
      owner: 'task',
      retry: 'after-change',
      fixes: [
        'Handle the case as your error code mapping describes it; the cause next to it says what the page showed.',
      ],
    },
  },
  run: (run) => userErrors(run).slice(0, 3).map(toFinding),
});

const SKYVERN_CODES = /^(?:REACH_MAX_\w+|OTP_\w+|MISSING_TOTP_SOURCE|CREDENTIAL_\w+|net::ERR_\w+)$/;

function userErrors(run: Run): readonly RunError[] {
  const errors = [
    ...run.outcome.errors,
    ...run.tasks.flatMap((task) => task.errors),
    ...run.steps.flatMap((step) => step.errors),
  ].filter(
    ({ isUserDefined, code }) => isUserDefined && code !== undefined && !SKYVERN_CODES.test(code),
  );
  return [
    ...new Map(errors.toReversed().map((error) => [error.code, error])).values(),
  ].toReversed();
}

function toFinding(error: RunError): Finding<'task.user_error_code'> {
  const code = error.code ?? '';
  return {
    code: 'task.user_error_code',
    title: `The task's own error code ${code} was set.`,
    explanation:
      'A model chose the label from the words of the task; what the artifacts show counts more.',
    bearing: { tier: 'prose', confidence: 0.35, persistence: 'unknown' },
    locus: code,
    evidence: [
      citeJson(
        { source: error.place.source, pointer: `${error.place.pointer}/error_code` },
        code,
        "an error code of the user's own mapping",
      ),
    ],
  };
}
