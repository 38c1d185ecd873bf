import { ownString } from './json-context.ts';
import { mapJson } from './map-json.ts';
import { createTally, type ReportRedaction, type Tally } from './redaction-list.ts';
import type { Redactor } from './redactor.ts';

export interface RedactedDiagnosis {
  readonly value: unknown;
  readonly redactions: number;
  /** By quoted entry and rule, sorted. */
  readonly list: readonly ReportRedaction[];
}

/** Fields that a report's readers look up or link by: never a page's text, so never touched. */
const STRUCTURAL_FIELDS = new Set(
  'schema code cause role kind owner retry status type id task_id step_id artifact_id artifact_type resource resource_id entry pointer fingerprint analyser outcome explained_by server_version version language at created_at started_at finished_at screenshot'.split(
    ' ',
  ),
);

const MAX_EXCERPT = 300;

/** Texts cut out of longer ones: their ends may be half a secret. */
const CUT_FIELDS: ReadonlySet<string> = new Set(['excerpt', 'head', 'tail']);

/** A diagnosis without secrets in its sentences, excerpts and tables; codes, ids and locators are as they were. */
export function redactDiagnosis(diagnosis: unknown, redactor: Redactor): RedactedDiagnosis {
  const tallies = new Map<string, Tally>();
  const value = mapJson(diagnosis, {
    key: (key) => key,
    leaf: (leaf, { key, owner }) => {
      if (typeof leaf === 'number' || STRUCTURAL_FIELDS.has(key)) return leaf;
      const tally = tallyOf(tallies, ownString(owner, 'entry') ?? '');
      const whole = CUT_FIELDS.has(key)
        ? withoutCutSecrets(leaf, redactor)
        : { text: leaf, count: 0 };
      const { text, rules } = redactor.redactText(whole.text);
      for (const { rule, count } of rules) for (let i = 0; i < count; i++) tally.add(rule);
      for (let i = 0; i < whole.count; i++) tally.add('cut-value');
      return key === 'excerpt' ? shortened(text) : text;
    },
  });
  const list = [...tallies]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([entry, tally]) =>
      tally.rules().map((row) => ({ ...row, entry: entry === '' ? null : entry })),
    );
  return { value, redactions: list.reduce((sum, { count }) => sum + count, 0), list };
}

function tallyOf(tallies: Map<string, Tally>, entry: string): Tally {
  const known = tallies.get(entry) ?? createTally();
  tallies.set(entry, known);
  return known;
}

/** Cuts to 300 characters, but never inside a token. */
function shortened(text: string): string {
  if (text.length <= MAX_EXCERPT) return text;
  const end = MAX_EXCERPT - 1;
  const token = text.lastIndexOf('[redacted ', end);
  const isInside = token >= 0 && text.indexOf(']', token) >= end;
  return `${text.slice(0, isInside ? token : end).replace(/[\ud800-\udbff]$/, '')}…`;
}

const MIN_PART = 6;

/** An excerpt may begin or end in the middle of a known value; that part is a secret as well. */
function withoutCutSecrets(text: string, redactor: Redactor): { text: string; count: number } {
  const start = /^(?:…|\.\.\.)?\s?/.exec(text)?.[0].length ?? 0;
  const end = text.length - (/\s?(?:…|\.\.\.)$/.exec(text)?.[0].length ?? 0);
  const head = text.slice(start, start + MIN_PART);
  const tail = text.slice(Math.max(start, end - MIN_PART), end);
  if (head.length < MIN_PART || tail.length < MIN_PART) return { text, count: 0 };
  let cutFrom = start;
  let cutTo = end;
  let headToken = '';
  let tailToken = '';
  for (const { value, label } of redactor.secrets.values.values()) {
    const after = value.indexOf(head);
    const length = value.length - after;
    if (after > 0 && start + length > cutFrom && text.startsWith(value.slice(after), start)) {
      cutFrom = start + length;
      headToken = redactor.token(label, value);
    }
    const before = value.lastIndexOf(tail) + MIN_PART;
    if (
      before >= MIN_PART &&
      before < value.length &&
      end - before < cutTo &&
      text.endsWith(value.slice(0, before), end)
    ) {
      cutTo = end - before;
      tailToken = redactor.token(label, value);
    }
  }
  if (cutFrom >= cutTo || (headToken === '' && tailToken === '')) return { text, count: 0 };
  const count = (headToken === '' ? 0 : 1) + (tailToken === '' ? 0 : 1);
  return {
    text:
      text.slice(0, start) + headToken + text.slice(cutFrom, cutTo) + tailToken + text.slice(end),
    count,
  };
}
