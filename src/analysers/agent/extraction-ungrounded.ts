import { citeJson, type Evidence } from '../../run/evidence.ts';
import { extractions, type Extraction } from '../../run/facts/extractions.ts';
import { pageStates, type PageState } from '../../run/facts/page-states.ts';
import { isComputed, numberFrom } from '../../run/facts/computed-values.ts';
import { readableText, speaksFor } from '../../run/facts/grounding.ts';
import type { Run } from '../../run/run.ts';
import { childPointer } from '../../support/json-pointer.ts';
import { asArray, asObject } from '../../support/unknown.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';

/**
 * Extracted values that are on no page the run has seen: strings of four characters and numbers of three digits or more, compared without spaces, case, currency and
 * date formats. Computed and translated values are not on the page either, so a value counts only when nothing of it is there.
 */
export const extractionUngrounded = defineAnalyser({
  id: 'agent.extraction_ungrounded',
  needs: ['llmCalls', 'steps'],
  findings: {
    'agent.extraction_ungrounded': {
      meaning: 'The output holds values that are on no page of the run.',
      owner: 'llm',
      retry: 'later',
      fixes: [
        'Treat the output as wrong until somebody has compared it with the page.',
        'Say in the goal and schema what to return when a value is not on the page (null).',
      ],
    },
  },
  run: (run) =>
    extractions(run)
      .flatMap((extraction) => judge(run, extraction) ?? [])
      .slice(0, 1),
});

interface Leaf {
  readonly pointer: string;
  readonly value: string | number;
}

function judge(
  run: Run,
  extraction: Extraction,
): Finding<'agent.extraction_ungrounded'> | undefined {
  const states = pageStates(run).filter((state) => state.step.taskId === extraction.step.taskId);
  const page = readableText(run, extraction.step);
  if (states.length === 0 || page === '') return undefined;
  const all = leavesOf(extraction.value);
  const chosen = enumPointers(extraction.schema);
  const leaves = all.filter((leaf) => isWeighty(leaf) && !chosen.has(fieldPath(leaf)));
  const invented = leaves.filter(
    (leaf) => !speaksFor(page, String(leaf.value)) && !isWorkedOut(leaf, all, states),
  );
  const [first, ...rest] = invented.toSorted(
    (a, b) => Number(isHard(page, b)) - Number(isHard(page, a)),
  );
  if (first === undefined) return undefined;
  return {
    code: 'agent.extraction_ungrounded',
    title: `The output says ${first.pointer.split('/').at(-1) ?? ''} = '${String(first.value).slice(0, 60)}', which is on no page of the run${rest.length === 0 ? '' : ` (nor are ${rest.length} other values)`}.`,
    explanation: `${leaves.length - invented.length} of ${leaves.length} values can be found on the pages; ${invented.length} cannot, so the model made them up or computed them.`,
    bearing: {
      tier: 'observed',
      confidence: confidenceOf(page, invented, leaves, states),
      persistence: 'persistent',
    },
    step: extraction.step,
    block: extraction.block,
    locus: first.pointer.replaceAll(/\/\d+/g, '/n'),
    evidence: [
      citeLeaf(extraction, first),
      ...rest.slice(0, 2).map((leaf) => citeLeaf(extraction, leaf)),
      ...namedOnPage(states.at(-1), first),
    ],
  };
}

function citeLeaf({ document }: Extraction, leaf: Leaf): Evidence {
  return citeJson(
    { source: document.source, pointer: leaf.pointer },
    leaf.value,
    'this value is on no page of the run',
  );
}

/** What the page says where the value should be: a text that names the field. */
function namedOnPage(state: PageState | undefined, leaf: Leaf): readonly Evidence[] {
  const word = (leaf.pointer.split('/').at(-1) ?? '').toLowerCase().split(/[^a-z]+/)[0] ?? '';
  const text =
    word.length < 3
      ? undefined
      : state?.texts.find(({ key }) => key.includes(word) && key.length <= 200);
  return text === undefined ? [] : [text.cite('what the page says about it')];
}

/** Fields that a model writes in its own words, or computes. */
const OWN_WORDS = /summary|description|reason|comment|note|explanation|thought/i;
const COMPUTED = /total|sum|count|average|mean|difference|percent|number_of|num_/i;
const NO_VALUE =
  /^(?:null|none|unknown|n\/a|true|false|yes|no|not (?:available|found|specified|stated|given|listed|provided))$/i;

function isWeighty({ value, pointer }: Leaf): boolean {
  const field = pointer.split('/').at(-1) ?? '';
  if (OWN_WORDS.test(field)) return false;
  if (typeof value === 'number')
    return !COMPUTED.test(field) && String(Math.abs(value)).replace(/\D/g, '').length >= 3;
  const text = value.trim();
  return (
    text.length >= 4 &&
    text.length <= 120 &&
    !NO_VALUE.test(text) &&
    !text.startsWith('{{') &&
    !/^\d{1,2}:\d{2}/.test(text)
  );
}

/** Fields that hold the name of a person or firm, which nobody translates. */
const NAMED =
  /name|author|owner|contact|seller|agent|manager|person|employee|doctor|director|company|vendor|supplier|customer|client|sender|recipient|signed|prepared|vertreter|ansprech|verkäufer|kontakt/i;

/** Words may be a translation or a category of the schema's; numbers, addresses, mail addresses and names are quotations or inventions. */
function isHard(page: string, { value, pointer }: Leaf): boolean {
  const text = String(value);
  if (/\d{3,}|@|https?:/.test(text.replace(/[\s.,'-]/g, ''))) return true;
  const field = pointer.split('/').findLast((part) => !/^\d+$/.test(part)) ?? '';
  const words = text.match(/\p{L}{3,}/gu) ?? [];
  const isName =
    NAMED.test(field) &&
    !/(?:file|user|product|item|category|type|status)_?name/i.test(field) &&
    /^\p{Lu}[\p{L}.'’-]*(?: (?:\p{Lu}[\p{L}.'’-]*|von|van|de|der|di|da|del|&)){1,4}$/u.test(
      text.trim(),
    );
  return isName && words.every((word) => !page.includes(word.toLowerCase()));
}

/** Codes and phone numbers are not worked out. */
const COMPUTABLE =
  /price|amount|cost|fee|value|balance|due|tax|vat|net|gross|duration|days|hours|minutes|age|remaining|left|change|growth|saving|discount|betrag|preis|kosten|saldo|montant|prix|solde|importe|precio|importo|prezzo/i;

/** A sum, a difference or a product of what the page shows. */
function isWorkedOut(leaf: Leaf, all: readonly Leaf[], states: readonly PageState[]): boolean {
  const value =
    typeof leaf.value === 'number'
      ? leaf.value
      : /^[^\d-]{0,4}-?\d[\d.,' ]*[^\d]{0,5}$/.test(leaf.value)
        ? numberFrom(leaf.value.replace(/[^\d.,' -]/g, '').trim())
        : Number.NaN;
  const field = leaf.pointer.split('/').findLast((part) => !/^\d+$/.test(part)) ?? '';
  if (!Number.isFinite(value) || !COMPUTABLE.test(field)) return false;
  const siblings = all.flatMap(({ value: other }) => (typeof other === 'number' ? other : []));
  return isComputed(value, states, siblings);
}

/** Pages that show data as a picture or a document of their own hold more than can be read here. */
function hidesText(states: readonly PageState[]): boolean {
  return states.some((state) =>
    (state.page?.elements ?? []).some(
      ({ tagName, attributes }) =>
        tagName === 'embed' ||
        tagName === 'object' ||
        tagName === 'canvas' ||
        (tagName === 'iframe' && /\.pdf\b|pdfjs|viewer/i.test(attributes['src'] ?? '')),
    ),
  );
}

/** Where most values are right, a wrong one stands out; where none is, the text of the page may be what is missing. */
function confidenceOf(
  page: string,
  invented: readonly Leaf[],
  leaves: readonly Leaf[],
  states: readonly PageState[],
): number {
  const hard = invented.filter((leaf) => isHard(page, leaf));
  if (hard.length === 0) return 0.35;
  if (hidesText(states)) return 0.38;
  const isNumeric = hard.some(({ value }) => /\d/.test(String(value)) || /@/.test(String(value)));
  if (invented.length / leaves.length > 0.9 && leaves.length > 3) return 0.5;
  return isNumeric ? 0.82 : 0.7;
}

/** Paths of fields for which the schema gives the words. */
function enumPointers(schema: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  const stack: { schema: unknown; path: string }[] = [{ schema, path: '' }];
  for (
    let next = stack.pop(), visits = 0;
    next !== undefined && visits < MAX_LEAVES;
    next = stack.pop(), visits += 1
  ) {
    const rules = asObject(next.schema);
    if (rules === undefined) continue;
    if (asArray(rules['enum']) !== undefined) found.add(next.path);
    if (rules['items'] !== undefined)
      stack.push({ schema: rules['items'], path: `${next.path}/*` });
    for (const [key, item] of Object.entries(asObject(rules['properties']) ?? {}))
      stack.push({ schema: item, path: `${next.path}/${key}` });
  }
  return found;
}

function fieldPath({ pointer }: Leaf): string {
  return pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*');
}

const MAX_LEAVES = 2_000;

function leavesOf(value: unknown): readonly Leaf[] {
  const leaves: Leaf[] = [];
  const stack: { value: unknown; pointer: string }[] = [{ value, pointer: '' }];
  for (
    let next = stack.pop();
    next !== undefined && leaves.length < MAX_LEAVES;
    next = stack.pop()
  ) {
    const { pointer } = next;
    if (typeof next.value === 'string' || typeof next.value === 'number')
      leaves.push({ pointer, value: next.value });
    for (const [index, item] of (asArray(next.value) ?? []).slice(0, MAX_LEAVES).entries())
      stack.push({ value: item, pointer: childPointer(pointer, index) });
    for (const [key, item] of Object.entries(asObject(next.value) ?? {}))
      stack.push({ value: item, pointer: childPointer(pointer, key) });
  }
  return leaves.toSorted((a, b) => (a.pointer < b.pointer ? -1 : 1));
}
