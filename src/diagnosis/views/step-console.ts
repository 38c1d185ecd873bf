import { requestReportOf } from '../../requests/request-report-of.ts';
import type { ConsoleMessage, Run, Step } from '../../run/run.ts';
import { formatUtc } from '../../support/iso-time.ts';
import type { FailingStep } from '../diagnosis.ts';
import { cutLine, cutUrl } from './cut-text.ts';

const MAX_LINES = 12;
const MAX_TEXT = 400;
const MAX_URL = 160;

const LEVELS = new Map([
  ['error', 0],
  ['assert', 0],
  ['warning', 1],
  ['warn', 1],
]);

/** Errors and warnings in the time of a step, errors first and each once; not those about requests that did no harm. */
export function stepConsole(run: Run, { window }: Step): FailingStep['console'] {
  if (window === undefined) return [];
  const harmless = harmlessUrls(run);
  return (run.console ?? [])
    .filter(({ atMs }) => atMs !== undefined && atMs >= window.startMs && atMs <= window.endMs)
    .filter(({ level }) => LEVELS.has(level.toLowerCase()))
    .filter(({ url }) => url === undefined || !harmless.has(url))
    .toSorted((a, b) => levelRank(a) - levelRank(b))
    .map(plainMessage)
    .filter(({ text }, index, all) => all.findIndex((other) => other.text === text) === index)
    .slice(0, MAX_LINES);
}

function plainMessage({
  level,
  text,
  url,
  atMs,
  source,
  line,
}: ConsoleMessage): FailingStep['console'][number] {
  const address =
    url === undefined || url === '' || text.includes(url) ? '' : ` (${cutUrl(url, MAX_URL)})`;
  return {
    level: level.toLowerCase(),
    text: `${cutLine(text, MAX_TEXT)}${address}`,
    at: formatUtc(atMs),
    artifact_id: source.kind === 'artifact' ? source.artifactId : null,
    line,
  };
}

function levelRank({ level }: ConsoleMessage): number {
  return LEVELS.get(level.toLowerCase()) ?? 2;
}

/** Addresses of which every failure was noise. */
function harmlessUrls(run: Run): ReadonlySet<string> {
  const urls = new Set<string>();
  const { failed } = requestReportOf(run);
  for (const { exchange, verdict } of failed) {
    if (verdict.level === 'excluded') urls.add(exchange.url);
  }
  for (const { exchange, verdict } of failed) {
    if (verdict.level !== 'excluded') urls.delete(exchange.url);
  }
  return urls;
}
