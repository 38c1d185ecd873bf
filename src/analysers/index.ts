import type { Analyser, FindingInfo } from './define-analyser.ts';
import { appErrorIn200 } from './network/app-error-in-200.ts';
import { corsOrCspBlocked } from './network/cors-or-csp-blocked.ts';
import { http404Document } from './network/http-404-document.ts';
import { http4xxSubmit } from './network/http-4xx-submit.ts';
import { http5xx } from './network/http-5xx.ts';
import { lostConnection, lostName, lostTrust, lostNetwork } from './network/lost-requests.ts';
import { maintenance } from './network/maintenance.ts';
import { rateLimited } from './network/rate-limited.ts';
import { timeout } from './network/timeout.ts';
import { blankPage } from './page/blank-or-scrape-failed.ts';
import { covered } from './page/covered.ts';
import { dialog } from './page/dialog.ts';
import { downloadFailed } from './page/download-failed.ts';
import { elementAmbiguous } from './page/element-ambiguous.ts';
import { elementStale } from './page/element-stale.ts';
import { emptyResults } from './page/empty-results.ts';
import { formValidation } from './page/form-validation.ts';
import { iframe } from './page/iframe.ts';
import { inputNotRetained } from './page/input-not-retained.ts';
import { jsError } from './page/js-error.ts';
import { notInteractable } from './page/not-interactable.ts';
import { optionUnavailable } from './page/option-unavailable.ts';
import { popupNewTab } from './page/popup-new-tab.ts';
import { stillLoading } from './page/still-loading.ts';
import { uploadRefused, uploadTarget } from './page/upload-failed.ts';
import { hallucinatedElementId } from './agent/hallucinated-element-id.ts';
import { hallucinatedFile } from './agent/hallucinated-url-or-file.ts';
import { wrongElement } from './agent/wrong-element.ts';
import { providerError } from './llm/provider-error.ts';

/** Every check, one line each. Order does not matter: ranking decides. */
export const ANALYSERS: readonly Analyser[] = [
  // network
  appErrorIn200,
  corsOrCspBlocked,
  http404Document,
  http4xxSubmit,
  http5xx,
  lostConnection,
  lostName,
  lostTrust,
  lostNetwork,
  maintenance,
  rateLimited,
  timeout,
  // page
  blankPage,
  covered,
  dialog,
  downloadFailed,
  elementAmbiguous,
  elementStale,
  emptyResults,
  formValidation,
  iframe,
  inputNotRetained,
  jsError,
  notInteractable,
  optionUnavailable,
  popupNewTab,
  stillLoading,
  uploadRefused,
  uploadTarget,
  // agent
  hallucinatedElementId,
  hallucinatedFile,
  wrongElement,
  // llm
  providerError,
];

/** Wording and advice of a cause. */
export function findingInfo(code: string): FindingInfo | undefined {
  return INFOS.get(code);
}

/** Every code that an analyser may report, sorted. */
export function explainedCodes(): readonly string[] {
  return [...INFOS.keys()].toSorted();
}

const INFOS: ReadonlyMap<string, FindingInfo> = new Map(
  ANALYSERS.flatMap((analyser) => Object.entries(analyser.findings)),
);
