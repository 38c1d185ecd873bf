import type { Analyser, FindingInfo } from './define-analyser.ts';
import { hallucinatedElementId } from './agent/hallucinated-element-id.ts';
import { hallucinatedFile } from './agent/hallucinated-url-or-file.ts';
import { wrongElement } from './agent/wrong-element.ts';
import { providerError } from './llm/provider-error.ts';
import { covered } from './page/covered.ts';
import { elementAmbiguous } from './page/element-ambiguous.ts';
import { elementStale } from './page/element-stale.ts';
import { formValidation } from './page/form-validation.ts';
import { notInteractable } from './page/not-interactable.ts';
import { optionUnavailable } from './page/option-unavailable.ts';

/** Every check, one line each. Order does not matter: ranking decides. */
export const ANALYSERS: readonly Analyser[] = [
  // agent
  hallucinatedElementId,
  hallucinatedFile,
  wrongElement,
  // llm
  providerError,
  // page
  covered,
  elementAmbiguous,
  elementStale,
  formValidation,
  notInteractable,
  optionUnavailable,
];

/** Wording and advice of a cause. */
export function findingInfo(code: string): FindingInfo | undefined {
  return INFOS.get(code);
}

const INFOS: ReadonlyMap<string, FindingInfo> = new Map(
  ANALYSERS.flatMap((analyser) => Object.entries(analyser.findings)),
);
