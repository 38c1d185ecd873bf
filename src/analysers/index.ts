import type { Analyser, FindingInfo } from './define-analyser.ts';
import { hallucinatedElementId } from './agent/hallucinated-element-id.ts';
import { hallucinatedFile } from './agent/hallucinated-url-or-file.ts';
import { wrongElement } from './agent/wrong-element.ts';
import { browserCrash } from './infra/browser-crash.ts';
import { browserDegraded } from './infra/browser-degraded.ts';
import { browserSession } from './infra/browser-session.ts';
import { browserStart } from './infra/browser-start.ts';
import { elapsedCap } from './infra/elapsed-cap.ts';
import { pageCrash } from './infra/page-crash-oom.ts';
import { queue } from './infra/queue.ts';
import { skyvernQuota } from './infra/skyvern-quota.ts';
import { storage } from './infra/storage.ts';
import { webhook } from './infra/webhook.ts';
import { workerInterrupted } from './infra/worker-interrupted.ts';
import { providerError } from './llm/provider-error.ts';
import { navigationFailed } from './network/navigation-failed.ts';
import { covered } from './page/covered.ts';
import { elementAmbiguous } from './page/element-ambiguous.ts';
import { elementStale } from './page/element-stale.ts';
import { notInteractable } from './page/not-interactable.ts';
import { optionUnavailable } from './page/option-unavailable.ts';
import { startUrl } from './task/start-url.ts';

/** Every check, one line each. Order does not matter: ranking decides. */
export const ANALYSERS: readonly Analyser[] = [
  // agent
  hallucinatedElementId,
  hallucinatedFile,
  wrongElement,
  // infra
  browserCrash,
  browserDegraded,
  browserSession,
  browserStart,
  elapsedCap,
  pageCrash,
  queue,
  skyvernQuota,
  storage,
  webhook,
  workerInterrupted,
  // llm
  providerError,
  // network
  navigationFailed,
  // page
  covered,
  elementAmbiguous,
  elementStale,
  notInteractable,
  optionUnavailable,
  // task
  startUrl,
];

/** Wording and advice of a cause. */
export function findingInfo(code: string): FindingInfo | undefined {
  return INFOS.get(code);
}

const INFOS: ReadonlyMap<string, FindingInfo> = new Map(
  ANALYSERS.flatMap((analyser) => Object.entries(analyser.findings)),
);
