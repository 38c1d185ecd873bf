import type {
  Diagnosis,
  LinkRow,
  LlmCallRow,
  PageChange,
  SkyvernClaim,
} from '../../diagnosis/diagnosis.ts';
import { count } from '../words/amount.ts';
import { stepName } from '../words/place.ts';
import { unseen } from '../words/unseen.ts';
import { bad, code, good, list, muted, paragraph, prose, strong } from './block.ts';
import type { Block, Line, ListEntry } from './block.ts';
import { confidenceNumber } from '../words/confidence.ts';

function linkLine(row: LinkRow): Line {
  const state = row.is_problem ? bad(row.state) : prose(row.state);
  const target = row.url === null ? [] : [muted(' → '), code(row.url)];
  return [
    state,
    prose(' '),
    code(shortPlaceholder(row.placeholder)),
    ...target,
    prose(` ${row.fate}`),
  ];
}

/** `{{_3f9a…c1}}`: enough of a hash to recognise it. */
export function shortPlaceholder(placeholder: string): string {
  return placeholder.replace(/([0-9a-f]{6})[0-9a-f]{20,}([0-9a-f]{4})/g, '$1…$2');
}

/** Placeholders of the model that led nowhere, or where they led. */
export function linkBlocks(diagnosis: Diagnosis): readonly Block[] {
  const links = diagnosis.links ?? [];
  const shown = [
    ...links.filter((row) => row.is_problem),
    ...links.filter((row) => !row.is_problem),
  ].slice(0, 12);
  return shown.length === 0 ? [] : [list(shown.map((row) => ({ line: linkLine(row) })))];
}

function changeEntry(change: PageChange): ListEntry {
  return { line: [muted(`${change.before} → ${change.after} `), prose(change.summary)] };
}

/** How the page changed from step to step. */
export function pageChangeBlocks(diagnosis: Diagnosis): readonly Block[] {
  const changes = diagnosis.page_changes ?? [];
  const more = changes.length - 12;
  return [
    ...(changes.length === 0 ? [] : [list(changes.slice(0, 12).map(changeEntry))]),
    ...(more > 0
      ? [paragraph(muted(`${count(more, 'more comparison')} in the JSON and HTML reports.`))]
      : []),
  ];
}

/** Calls of the model that went wrong, those alike on one line; the rest is only counted. */
export function llmCallBlocks(diagnosis: Diagnosis): readonly Block[] {
  const calls = diagnosis.llm_calls ?? [];
  const problems = calls.filter((call) => call.is_problem);
  if (problems.length === 0) return [];
  const groups = new Map<string, LlmCallRow[]>();
  for (const call of problems) {
    const note = call.note ?? call.finish_reason ?? 'went wrong';
    const group = groups.get(note);
    if (group === undefined) groups.set(note, [call]);
    else group.push(call);
  }
  return [
    paragraph(prose(`${count(problems.length, 'call')} of ${calls.length} went wrong.`)),
    list([...groups].slice(0, 8).map(([note, group]) => llmGroup(note, group))),
  ];
}

const MAX_NAMED = 4;

function llmGroup(note: string, group: readonly LlmCallRow[]): ListEntry {
  const [first] = group;
  const names = group.slice(0, MAX_NAMED).map(callName).join('; ');
  const more = group.length > MAX_NAMED ? `; ${group.length - MAX_NAMED} more` : '';
  const line = [strong(note), prose(` – ${names}${more}`)];
  const response = first?.response ?? null;
  return response === null
    ? { line }
    : { line, source: [code(`llm_response ${response.artifact_id}`, response.entry)] };
}

function callName({ index, kind, step }: LlmCallRow): string {
  return `call ${index + 1} (${kind}${step === null ? '' : `, ${stepName(step)}`})`;
}

/** What else was considered, and the fact that decided against it. */
export function alternativeBlocks(diagnosis: Diagnosis): readonly Block[] {
  if (diagnosis.alternatives.length === 0) return [];
  const items = diagnosis.alternatives.map((row) => ({
    line: [code(row.cause), muted(` ${confidenceNumber(row.confidence)} `), prose(row.why_not)],
  }));
  return [list(items)];
}

/** What bounds the verdict, and what would lift the bound. */
export function unseenBlocks(diagnosis: Diagnosis): readonly Block[] {
  const rows = unseen(diagnosis).map((row) => ({
    line: [strong(`${row.what}:`), prose(` ${row.why}`)],
  }));
  const decide = diagnosis.verdict.would_decide;
  const wanted =
    decide.length === 0
      ? []
      : [paragraph(muted('This would decide it: '), prose(decide.join('; ')))];
  return [...(rows.length === 0 ? [] : [list(rows)]), ...wanted];
}

const AGREEMENT = {
  agrees: 'Skyvern names the same cause.',
  disagrees: 'The evidence does not support this account.',
  'says-nothing': 'The evidence neither confirms nor contradicts this account.',
} as const;

const JUDGEMENTS = {
  confirmed: good('confirmed'),
  contradicted: bad('contradicted'),
  'cannot-tell': muted('cannot tell'),
} as const;

function claimEntry({ said, judgement, why }: SkyvernClaim): ListEntry {
  return { line: [JUDGEMENTS[judgement], prose(' '), code(said), prose(` ${why}`)] };
}

/** Skyvern's own account of the run. */
export function skyvernBlocks(diagnosis: Diagnosis): readonly Block[] {
  const said = diagnosis.skyvern_said;
  // That nothing can be said of a part fills lines and helps nobody; the JSON and HTML reports have it.
  const claims = (said?.claims ?? []).filter(({ judgement }) => judgement !== 'cannot-tell');
  const reason = said?.failure_reason ?? diagnosis.run.failure_reason;
  const facts = [
    ...(said?.categories ?? []).map((row) => ({ name: 'Category', line: [code(row.category)] })),
    ...(said?.error_codes ?? []).map((value) => ({ name: 'Error code', line: [code(value)] })),
  ];
  return [
    ...(reason === null ? [] : [{ kind: 'excerpt', text: reason, language: 'text' } as const]),
    ...(facts.length === 0 ? [] : [{ kind: 'facts', rows: facts } as const]),
    ...(said === undefined ? [] : [paragraph(prose(AGREEMENT[said.agreement]))]),
    ...(claims.length === 0 ? [] : [list(claims.map(claimEntry))]),
  ];
}
