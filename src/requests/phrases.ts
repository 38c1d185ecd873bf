import type { Exchange } from '../run/run.ts';
import type { RequestGroup } from './groups.ts';
import type { RequestReport } from './report.ts';
import { splitUrl } from './request-url.ts';
import type { RequestLink } from './timeline.ts';

/** Text of a page or server as one harmless line: no control characters, no line breaks, no end in sight cut off. */
export function oneLine(text: string, maxChars = 200): string {
  const head = text.slice(0, maxChars * 2).replace(/\p{Surrogate}/gu, '\uFFFD');
  const line = head.replace(UNSAFE, ' ').replace(/ {2,}/g, ' ').trim();
  return line.length > maxChars ? `${line.slice(0, maxChars - 1)}…` : line;
}

// Control characters, and those that turn the direction of what follows.
const UNSAFE = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu;

/** First line of every report: how much failed and how much of it mattered. */
export function headline(report: RequestReport): string {
  const { failed, requestCount } = report;
  const count = (level: string): number =>
    failed.filter(({ verdict }) => verdict.level === level).length;
  if (failed.length === 0) return `None of ${plural(requestCount, 'request')} failed.`;
  const parts = [
    `${count('mattered')} of ${plural(requestCount, 'request')} failed and mattered`,
    count('possible') === 0 ? undefined : `${count('possible')} more may have`,
    count('excluded') === 0 ? undefined : `${count('excluded')} failed without harm`,
  ];
  return `${parts.filter((part) => part !== undefined).join('; ')}.`;
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `POST shop.test/orders/{id}`; with the real path when there was only one. */
export function groupTitle({ method, template, requests, failureText }: RequestGroup): string {
  const paths = new Set(requests.map(({ exchange }) => hostAndPath(exchange.url)));
  const [only] = paths;
  const address = paths.size === 1 && only !== undefined ? only : template;
  return `${oneLine(method, 20)} ${oneLine(address, 120)} → ${oneLine(failureText, 120)}`;
}

export function hostAndPath(url: string): string {
  const parts = splitUrl(url);
  // Addresses without a host (data:, blob:) are their own content.
  return parts === undefined || parts.authority === ''
    ? url.slice(0, 40)
    : parts.authority + parts.path;
}

/** `step 2 (retry 1), click 'Approve'`. */
export function causeOf(link: RequestLink): string | undefined {
  if (link.strength === 'none') return undefined;
  const { order, retryIndex } = link.step;
  const step = `step ${order}${retryIndex > 0 ? ` (retry ${retryIndex})` : ''}`;
  if (link.strength === 'step') return step;
  const { type, element, elementId } = link.action;
  const label = labelOf(element) ?? elementId;
  const target = label === undefined ? '' : ` '${oneLine(label, 60)}'`;
  return `${step}, ${oneLine(type.replaceAll('_', ' '), 40)}${target}`;
}

type Element = Extract<RequestLink, { strength: 'action' }>['action']['element'];

function labelOf(element: Element): string | undefined {
  if (element === undefined) return undefined;
  const { attributes, text } = element;
  const candidates = [
    text,
    attributes?.['aria-label'],
    attributes?.['value'],
    attributes?.['name'],
  ];
  for (const candidate of candidates) {
    if (typeof candidate === 'string' && candidate.trim() !== '') return candidate;
  }
  return undefined;
}

/** Causes of a group, each once, in order. */
export function causesOf(group: RequestGroup): readonly string[] {
  return [...new Set(group.requests.flatMap(({ link }) => causeOf(link) ?? []))];
}

/** `09:10:35.980` of the run's clock, UTC. */
export function timeOfDay({ startedAtMs }: Exchange): string | undefined {
  if (startedAtMs === undefined || Math.abs(startedAtMs) > 8.64e15) return undefined;
  return new Date(startedAtMs).toISOString().slice(11, 23);
}

/** Times and entries of a group, the middle of long lists left out. */
export function occurrences({ requests }: RequestGroup): string {
  const shown = requests.map(({ exchange }) => {
    const time = timeOfDay(exchange);
    return time === undefined ? `entry ${exchange.index}` : `${time} (entry ${exchange.index})`;
  });
  if (shown.length <= 4) return shown.join(', ');
  return `${shown.slice(0, 2).join(', ')}, … ${shown.at(-1) ?? ''}`;
}

export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
