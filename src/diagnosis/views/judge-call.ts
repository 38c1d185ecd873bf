import type { LlmCall, Run } from '../../run/run.ts';
import type { RankedFinding } from '../rank.ts';
import { cutLine } from './cut-text.ts';

const MAX_NOTE = 240;

export interface CallJudgement {
  readonly isProblem: boolean;
  readonly note: string | null;
}

const FINE: CallJudgement = { isProblem: false, note: null };

/** Whether a call went wrong: by a finding that cites it, by what its answer says of itself, or because there is none. */
export function judgeCall(
  run: Run,
  call: LlmCall,
  ranked: readonly RankedFinding[],
): CallJudgement {
  const note = citedBy(call, ranked) ?? ownWords(call) ?? missingAnswer(run, call);
  return note === undefined ? FINE : { isProblem: true, note: cutLine(note, MAX_NOTE) };
}

function citedBy(call: LlmCall, ranked: readonly RankedFinding[]): string | undefined {
  const entries = new Set(
    [call.response?.document, call.parsed, call.rendered].flatMap(
      (document) => document?.source.entry ?? [],
    ),
  );
  const item = ranked.find(
    ({ finding, role }) =>
      (role === 'primary' || role === 'contributing') &&
      /^(?:llm|agent)\./.test(finding.code) &&
      finding.evidence.some(({ source }) => source !== undefined && entries.has(source.entry)),
  );
  return item === undefined ? undefined : `evidence for ${item.finding.code}`;
}

const STOPPED = new Map([
  ['length', 'cut off at the output limit'],
  ['max_tokens', 'cut off at the output limit'],
  ['content_filter', 'stopped by a content filter'],
]);

function ownWords({ response, parsed, stepId }: LlmCall): string | undefined {
  if (response === undefined) return undefined;
  const { refusal, finishReason, content } = response;
  if (refusal !== undefined && refusal !== '') return `refused: ${refusal}`;
  const stopped = STOPPED.get(finishReason ?? '');
  if (stopped !== undefined) return stopped;
  // Answers to a text prompt of a workflow are text; only steps expect JSON.
  const isUnread = parsed === undefined && content !== undefined && stepId !== undefined;
  return isUnread ? 'answered, but nothing was parsed from it' : undefined;
}

/** Only where the bundle has all answers that the server listed: else it is the bundle that lacks it. */
function missingAnswer(run: Run, call: LlmCall): string | undefined {
  const asked = call.prompt !== undefined || call.request !== undefined;
  const answered = call.response !== undefined || call.parsed !== undefined;
  if (!asked || answered) return undefined;
  const row = run.coverage.find(({ artifactType }) => artifactType === 'llm_response');
  return row === undefined || row.listed === row.present ? 'no answer was recorded' : undefined;
}
