import type { Diagnosis } from '../../diagnosis/diagnosis.ts';
import { OWNER_WORDS, RETRY_WORDS } from '../words/advice.ts';
import { confidenceNumber, confidenceWords } from '../words/confidence.ts';
import { dateAndTime, durationWords, elapsedMs } from '../words/moment.ts';
import { placeName } from '../words/place.ts';
import { code, dotted, muted, prose, strong } from './block.ts';
import type { Line } from './block.ts';

/** `network.http_5xx, very likely (0.91)`, or only the confidence when there is no cause. */
function causeSpans(verdict: Diagnosis['verdict']): Line {
  const confidence = `${confidenceWords(verdict.confidence)} (${confidenceNumber(verdict.confidence)})`;
  return verdict.cause === null
    ? [prose(confidence)]
    : [code(verdict.cause), prose(` ${confidence}`)];
}

/** Cause, confidence, owner and advice on retrying. */
export function verdictLines(diagnosis: Diagnosis): readonly Line[] {
  const { verdict } = diagnosis;
  const where = placeName(verdict.step, verdict.block);
  const owner =
    verdict.owner === 'unknown'
      ? []
      : [muted('For '), strong(OWNER_WORDS[verdict.owner]), muted(' · ')];
  const advice = [...owner, prose(RETRY_WORDS[verdict.retry])];
  if (verdict.kind === 'healthy') return [causeSpans(verdict)];
  return [
    [...causeSpans(verdict), ...(where === undefined ? [] : [muted(' at '), strong(where)])],
    advice,
  ];
}

/** Which run this is, how it ended and how long it took. */
export function runLine(diagnosis: Diagnosis): Line {
  const { run } = diagnosis;
  const begin = run.started_at ?? run.created_at;
  const duration = elapsedMs(begin, run.finished_at);
  return dotted([
    code(run.id ?? 'run without id'),
    ...(run.status === null ? [] : [prose(run.status)]),
    ...(duration === undefined ? [] : [prose(`after ${durationWords(duration)}`)]),
    ...(begin === null ? [] : [muted(dateAndTime(begin))]),
  ]);
}

const MAX_GOAL = 240;

/** What the run was asked to do, shortened; nothing when that is not known. */
export function goalLines({ run }: Diagnosis): readonly Line[] {
  if (run.goal === null || run.goal === '') return [];
  const letters = Array.from(run.goal);
  const goal = letters.length > MAX_GOAL ? `${letters.slice(0, MAX_GOAL).join('')} …` : run.goal;
  return [[muted('Goal: '), prose(goal)]];
}

/** What the report was made with, for whoever compares two of them. */
export function footLine(diagnosis: Diagnosis): Line {
  const { tool, run, redactions, verdict } = diagnosis;
  return dotted([
    muted(`${tool.name} ${tool.version}`),
    ...(run.server_version === null ? [] : [muted(`Skyvern ${run.server_version}`)]),
    ...(redactions === 0 ? [] : [muted(`${redactions} values redacted`)]),
    code(verdict.fingerprint),
  ]);
}
