import type { Diagnosis, FailingStep, RequestRow } from '../../diagnosis/diagnosis.ts';
import { placeName } from '../words/place.ts';
import { bad, code, list, muted, prose } from './block.ts';
import type { Block, Line } from './block.ts';
import { requestLines } from './network.ts';

interface Fact {
  readonly name: string;
  readonly line: Line;
}

function fact(
  name: string,
  text: string | null | undefined,
  style: 'prose' | 'code' | 'bad',
): readonly Fact[] {
  return text === null || text === undefined || text === ''
    ? []
    : [{ name, line: [{ style, text }] }];
}

function actionFacts(action: FailingStep['action']): readonly Fact[] {
  if (action === null) return [];
  const element = [action.element, action.element_id].filter((part) => part !== null).join(' ');
  const known = action.element_known === null ? [] : [muted(` ${action.element_known}`)];
  return [
    ...fact('Action', action.text, 'prose'),
    ...fact('Element', element, 'code').map((row) => ({ ...row, line: [...row.line, ...known] })),
    ...fact('Link', action.link?.placeholder, 'code'),
    ...fact('Link leads to', action.link?.url, 'code'),
    ...fact('Result', action.result, action.status === 'failed' ? 'bad' : 'prose'),
  ];
}

function pageFacts(card: FailingStep): readonly Fact[] {
  return [
    ...fact('Where', placeName(card.step, card.block), 'prose'),
    ...fact('Goal', card.goal, 'prose'),
    ...fact('Page', card.page_title, 'prose'),
    ...fact('Address', card.page_url, 'code'),
  ];
}

function titled(name: string, lines: readonly Line[]): readonly Block[] {
  if (lines.length === 0) return [];
  return [{ kind: 'paragraph', line: [muted(`${name}:`)] }, list(lines.map((line) => ({ line })))];
}

function consoleLine(message: FailingStep['console'][number]): Line {
  const level = message.level === 'error' ? bad(message.level) : muted(message.level);
  return [level, prose(' '), code(message.text)];
}

/** Requests of the card's window, looked up in the network view. */
export function requestsOf(diagnosis: Diagnosis, card: FailingStep): readonly RequestRow[] {
  const rows = new Map(diagnosis.network?.rows.map((row) => [row.har_index, row]));
  return card.requests.map((index) => rows.get(index)).filter((row) => row !== undefined);
}

/** Failures of no importance are for the long reports. */
function quietRequests(diagnosis: Diagnosis, card: FailingStep): readonly RequestRow[] {
  return requestsOf(diagnosis, card).filter((row) => row.outcome !== 'noise');
}

/** The decisive step as one card. */
export function failingStepBlocks(diagnosis: Diagnosis): readonly Block[] {
  const card = diagnosis.failing_step;
  if (card === undefined) return [];
  const rows = [
    ...pageFacts(card),
    ...actionFacts(card.action),
    ...fact('Exception', card.exception, 'bad'),
  ];
  return [
    { kind: 'facts', rows },
    ...titled(
      'What changed on the page',
      card.changes.map((change) => [prose(change)]),
    ),
    ...titled('Requests', requestLines(quietRequests(diagnosis, card), 8)),
    ...titled('Browser console', card.console.slice(0, 8).map(consoleLine)),
  ];
}
