import type { LlmCall, Run, Step } from '../run/run.ts';
import { at } from '../support/unknown.ts';
import { compareRendering } from './compare-rendering.ts';
import { decideFate, type Surroundings } from './decide-fate.ts';
import { type KeyBook, openKeyBook } from './explain-key.ts';
import { describeLimits } from './limits.ts';
import type { ForeignTemplate, Link, LinkReport, LinkUse } from './link-report.ts';
import { findPlannedAction, pairAction, readRole } from './planned-action.ts';
import { readPromptKeys } from './prompt-keys.ts';
import { type Passage, readAnswer } from './read-answers.ts';
import type { KeyToken, Token } from './scan-tokens.ts';
import { openSurroundings } from './surroundings.ts';

/** The parts of a run that links show up in. */
export type LinkRun = Pick<
  Run,
  'llmCalls' | 'hrefMaps' | 'steps' | 'network' | 'outcome' | 'blocks'
>;

/**
 * Says of every `{{_sha256}}` in every answer of the model which link it stands for, which action used it,
 * and what the browser then did.
 *
 * @example resolvePlaceholders(run).uses.filter(isLostUse)
 */
export function resolvePlaceholders(run: LinkRun): LinkReport {
  const stepOf = new Map(run.steps.map((step) => [step.stepId, step]));
  const book = openKeyBook(run, readPromptKeys(run.llmCalls, stepOf));
  const around = openSurroundings(run);
  const superseded = findSuperseded(run.llmCalls);
  const uses: LinkUse[] = [];
  const templates: ForeignTemplate[] = [];
  for (const call of run.llmCalls) {
    const step = call.stepId === undefined ? undefined : stepOf.get(call.stepId);
    const asked: Asked = { call, step, isSuperseded: superseded.has(call) };
    for (const passage of readAnswer(call)) {
      for (const use of explainPassage(asked, passage, { book, around })) uses.push(use);
      for (const template of listTemplates(asked, passage)) templates.push(template);
    }
  }
  const limits = describeLimits(run, uses);
  return { uses, templates, limits, steps: run.steps, ...summariseMaps(book, uses) };
}

interface Asked {
  readonly call: LlmCall;
  readonly step: Step | undefined;
  readonly isSuperseded: boolean;
}

interface Knowledge {
  readonly book: KeyBook;
  readonly around: Surroundings;
}

function explainPassage(
  { call, step, isSuperseded }: Asked,
  passage: Passage,
  { book, around }: Knowledge,
): readonly LinkUse[] {
  const links = explainKeys(call, passage.tokens, book);
  const planned = findPlannedAction(passage.answer, passage.path);
  const role = readRole(call, planned, passage.path);
  const action = isSuperseded ? undefined : pairAction(step, planned);
  const compare = compareRendering(call.rendered, passage, (token) => {
    const link = links.get(token);
    return link !== undefined && 'url' in link ? link.url : undefined;
  });
  return [...links].map(([found, link]) => {
    const { key, form, start, end } = found;
    const token = passage.text.slice(start, end);
    const place = { ...passage.place, start, end };
    const known = { token, call, step, role, planned, action, link, rendering: compare(found) };
    return { ...known, key, form, place, fate: decideFate({ ...known, isSuperseded }, around) };
  });
}

/** What each key of a passage stands for. A hash without braces counts only when the run knows it as a link. */
function explainKeys(
  call: LlmCall,
  tokens: readonly Token[],
  book: KeyBook,
): ReadonlyMap<KeyToken, Link> {
  const links = new Map<KeyToken, Link>();
  for (const token of tokens) {
    if (token.kind !== 'key') continue;
    if (token.form === 'missing-braces' && !book.isKnown(token.key)) continue;
    links.set(token, book.explain(token.key, call));
  }
  return links;
}

function listTemplates(
  { call, step }: Asked,
  { text, tokens, place }: Passage,
): readonly ForeignTemplate[] {
  return tokens
    .filter((token) => token.kind === 'template')
    .map(({ start, end }) => {
      return { text: text.slice(start, end), place: { ...place, start, end }, call, step };
    });
}

/** A step that asks twice acts on the last answer: it is asked again when a one-time code has come. */
function findSuperseded(calls: readonly LlmCall[]): ReadonlySet<LlmCall> {
  const superseded = new Set<LlmCall>();
  const latest = new Map<string, LlmCall>();
  for (const call of calls) {
    if (call.stepId === undefined || call.kind !== 'extract-actions') continue;
    if (!Array.isArray(at(call.parsed?.value, 'actions'))) continue;
    const earlier = latest.get(call.stepId);
    if (earlier !== undefined) superseded.add(earlier);
    latest.set(call.stepId, call);
  }
  return superseded;
}

function summariseMaps(
  book: KeyBook,
  uses: readonly LinkUse[],
): Pick<LinkReport, 'maps' | 'damaged' | 'knownKeyCount' | 'urls'> {
  const { hrefs, maps, damaged } = book.index;
  const recovered = damaged.length === 0 ? undefined : book.recovered();
  const urls = new Map<string, string>();
  for (const [key, { url }] of hrefs) urls.set(key, recovered?.get(key)?.url ?? url);
  for (const { key, link } of uses) if ('url' in link) urls.set(key, link.url);
  return {
    maps,
    damaged: damaged.map((entry) => ({ ...entry, recoveredUrl: recovered?.get(entry.key)?.url })),
    knownKeyCount: hrefs.size,
    urls,
  };
}
