import { plainEvidence } from '../diagnosis/to-plain.ts';
import { citeWhole } from '../run/evidence.ts';
import type { Run } from '../run/run.ts';
import { maskText } from '../support/template-text.ts';
import { at } from '../support/unknown.ts';
import { maskAddresses } from './mask-addresses.ts';
import type { LayerResult } from './layer-result.ts';

/** Characters of one input that are compared. */
const MAX_COMPARED = 200_000;

/** What was asked, by name. */
const INPUTS = {
  goal: (run) => run.outcome.request.prompt,
  'start URL': (run) => run.outcome.request.url,
  payload: (run) => run.outcome.request.payload,
  parameters: (run) => run.outcome.request.parameters,
  schema: (run) => run.outcome.request.extractionSchema,
  'step limit': (run) => run.outcome.request.maxSteps,
  'proxy location': (run) => run.outcome.request.proxyLocation,
  workflow: (run) => at(run.workflow?.value, 'workflow_definition'),
} as const satisfies Record<string, (run: Run) => unknown>;

/** Everyday: only dates, numbers and ids are others, as they are every night. */
export function compareInputs(good: Run, bad: Run): LayerResult & { readonly isEveryday: boolean } {
  const different = Object.entries(INPUTS).filter(
    ([, read]) => text(read(good)) !== text(read(bad)),
  );
  const isEveryday = different.every(([, read]) => mask(read(good)) === mask(read(bad)));
  if (different.length === 0)
    return { layer: 'inputs', state: 'same', title: 'asked the same', evidence: [], isEveryday };
  const names = different.map(([name]) => name).join(', ');
  const title = `${names} ${different.length === 1 ? 'differs' : 'differ'}`;
  return {
    layer: 'inputs',
    state: 'different',
    title: isEveryday ? `${title} in numbers or ids only` : title,
    evidence: [
      ...cite('good', good, `asked with another ${names}`),
      ...cite('bad', bad, `asked with another ${names}`),
    ],
    isEveryday,
  };
}

function cite(side: 'good' | 'bad', run: Run, claim: string): LayerResult['evidence'] {
  const { document } = run.outcome;
  return document === undefined
    ? []
    : [{ run: side, ...plainEvidence(citeWhole(document.source, claim)) }];
}

function text(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return '';
  }
}

function mask(value: unknown): string {
  return maskText(maskAddresses(text(value).slice(0, MAX_COMPARED)));
}
