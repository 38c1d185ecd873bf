/**
 * Where two runs of one job part, and what that says of the cause. Unlike the rest of this folder it reads two run models,
 * not two diagnoses: pages, prompts and traffic are what is compared. Its answer is plain data all the same.
 */
import { plainStep } from '../diagnosis/to-plain.ts';
import type { Run } from '../run/run.ts';
import { TOOL } from '../support/tool.ts';
import { alignSteps, choiceOf, pageKey, type StepPair } from './align-steps.ts';
import { compareInputs } from './compare-inputs.ts';
import { compareLayers } from './compare-layers.ts';
import {
  DIFFERENCE_SCHEMA,
  type DifferenceKind,
  type Layer,
  LAYERS,
  type RunDifference,
} from './difference-schema.ts';
import type { LayerResult } from './layer-result.ts';
import { momentsOf, type Moment } from './moments.ts';

/** Compares a run that went well with one that did not. Pure; nothing is redacted. */
export function compareRuns(good: Run, bad: Run): RunDifference {
  const pairs = alignSteps(good, bad);
  const inputs = compareInputs(good, bad);
  const moments = momentsOf(pairs);
  const parting = moments.find((moment) => partsAt(moment)) ?? moments.at(-1);
  const upTo = parting === undefined ? [] : moments.slice(0, moments.indexOf(parting) + 1);
  const layers =
    parting === undefined
      ? [asked(inputs)]
      : [asked(inputs), ...compareLayers(upTo, { good, bad })];
  const first = firstDifference(layers);
  return {
    schema: DIFFERENCE_SCHEMA,
    tool: TOOL,
    good: lineOf(good),
    bad: lineOf(bad),
    verdict: judge(layers, first, { good, bad }),
    parting:
      first === undefined && (parting === undefined || !partsAt(parting))
        ? null
        : {
            good_step: plainStep(parting?.good.step),
            bad_step: plainStep(parting?.bad.step),
            layer: first?.layer ?? null,
            title: first?.title ?? 'one run took a step that the other did not',
            evidence: first?.evidence ?? [],
          },
    layers: layers.map(({ layer, state, title }) => ({ layer, state, title })),
    steps: pairs.map(stepLine),
  };
}

/** Behaviour decides: until the agent does something else, a difference of the page was none that mattered. */
function partsAt({ good, bad }: Moment): boolean {
  if (good.step === undefined || bad.step === undefined)
    return good.step !== undefined || bad.step !== undefined;
  return choiceOf(good.step) !== choiceOf(bad.step) || good.step.status !== bad.step.status;
}

/** What changed nothing in the choice is no cause: then only traffic and outcome count. */
function firstDifference(layers: readonly LayerResult[]): LayerResult | undefined {
  const isSameChoice = layers.some(({ layer, state }) => layer === 'response' && state === 'same');
  return layers.find(
    ({ layer, state }) => state === 'different' && !(isSameChoice && IN_FRONT_OF_CHOICE.has(layer)),
  );
}

const IN_FRONT_OF_CHOICE: ReadonlySet<Layer> = new Set(['html', 'tree', 'prompt']);

/** Other dates, numbers and ids in the job are everyday: they are told, but explain nothing by themselves. */
function asked(inputs: LayerResult & { readonly isEveryday: boolean }): LayerResult {
  return inputs.isEveryday ? { ...inputs, state: 'same' } : inputs;
}

function lineOf(run: Run): RunDifference['good'] {
  return {
    id: run.outcome.runId ?? null,
    status: run.outcome.status ?? null,
    steps: run.steps.filter((step) => !step.isDiscarded).length,
  };
}

function stepLine({ good, bad }: StepPair): RunDifference['steps'][number] {
  const places = { good_step: plainStep(good), bad_step: plainStep(bad) };
  if (good === undefined || bad === undefined)
    return {
      ...places,
      state: good === undefined ? 'only-bad' : 'only-good',
      title: choiceWords(good ?? bad),
    };
  const isSame = choiceOf(good) === choiceOf(bad) && pageKey(good.pageUrl) === pageKey(bad.pageUrl);
  return isSame
    ? { ...places, state: 'same', title: choiceWords(good) }
    : { ...places, state: 'different', title: `${choiceWords(good)} / ${choiceWords(bad)}` };
}

function choiceWords(step: StepPair['good']): string {
  const words = step === undefined ? '' : choiceOf(step);
  return words === '' ? 'no action' : words;
}

const KINDS = {
  inputs: 'inputs',
  network: 'infrastructure',
  html: 'site-drift',
  tree: 'site-drift',
  prompt: 'prompt-change',
  response: 'model-variance',
  action: 'execution',
} as const satisfies Record<Layer, DifferenceKind>;

const NATURES = {
  inputs: 'change',
  infrastructure: 'change',
  execution: 'change',
  'site-drift': 'change',
  'prompt-change': 'change',
  'model-variance': 'chance',
  same: 'none',
  'cannot-tell': 'unknown',
} as const satisfies Record<DifferenceKind, RunDifference['verdict']['nature']>;

const SUMMARIES = {
  inputs: 'The two runs were not asked the same thing',
  infrastructure: 'A request failed that had worked in the good run',
  execution: 'The agent saw and chose the same; carrying it out ended otherwise',
  'site-drift': 'The site showed something else',
  'prompt-change': 'The page was the same, but the model was asked otherwise',
  'model-variance': 'The model saw the same and chose otherwise: chance, not change',
  same: 'The runs do not part in anything that can be seen',
  'cannot-tell': 'The bundles do not hold what would show where the runs part',
} as const satisfies Record<DifferenceKind, string>;

function judge(
  layers: readonly LayerResult[],
  first: LayerResult | undefined,
  { good, bad }: { readonly good: Run; readonly bad: Run },
): RunDifference['verdict'] {
  const before = layers.slice(0, first === undefined ? LAYERS.length : layers.indexOf(first));
  const unseen = before.filter((layer) => layer.state === 'unknown');
  const kind = kindOf(first, unseen);
  const isSameEnd = good.outcome.status === bad.outcome.status;
  const detail =
    first === undefined ? (isSameEnd ? '' : ', yet they ended differently') : `: ${first.title}`;
  return {
    kind,
    nature: NATURES[kind],
    confidence: Math.max(0.3, Math.round((0.9 - 0.15 * unseen.length) * 100) / 100),
    summary: `${SUMMARIES[kind]}${detail}.${unseenWords(unseen)}`,
  };
}

/** Chance may only be said where the page and the prompt were seen to be equal. */
function kindOf(first: LayerResult | undefined, unseen: readonly LayerResult[]): DifferenceKind {
  if (first === undefined) return unseen.length >= 3 ? 'cannot-tell' : 'same';
  const isBlind = unseen.some(({ layer }) => layer === 'tree' || layer === 'prompt');
  return first.layer === 'response' && isBlind ? 'cannot-tell' : KINDS[first.layer];
}

function unseenWords(unseen: readonly LayerResult[]): string {
  return unseen.length === 0
    ? ''
    : ` Not to be compared before that: ${unseen.map(({ layer }) => layer).join(', ')}.`;
}
