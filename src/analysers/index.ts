import type { Analyser, FindingInfo } from './define-analyser.ts';
import { providerError } from './llm/provider-error.ts';
import { elementStale } from './page/element-stale.ts';

/** Every check, one line each. Order does not matter: ranking decides. */
export const ANALYSERS: readonly Analyser[] = [
  // llm
  providerError,
  // page
  elementStale,
];

/** Wording and advice of a cause. */
export function findingInfo(code: string): FindingInfo | undefined {
  return INFOS.get(code);
}

const INFOS: ReadonlyMap<string, FindingInfo> = new Map(
  ANALYSERS.flatMap((analyser) => Object.entries(analyser.findings)),
);
