import type { Analyser, FindingInfo } from './define-analyser.ts';
import { appErrorIn200 } from './network/app-error-in-200.ts';
import { assetFailed } from './network/asset-failed.ts';
import { browserErrorPage } from './network/browser-error-page.ts';
import { corsOrCspBlocked } from './network/cors-or-csp-blocked.ts';
import { errorPage } from './network/error-page.ts';
import { http404Document } from './network/http-404-document.ts';
import { http4xxSubmit } from './network/http-4xx-submit.ts';
import { http5xx } from './network/http-5xx.ts';
import { lostConnection, lostName, lostTrust, lostNetwork } from './network/lost-requests.ts';
import { maintenance } from './network/maintenance.ts';
import { navigationFailed } from './network/navigation-failed.ts';
import { rateLimited } from './network/rate-limited.ts';
import { redirectCircle } from './network/redirect-circle.ts';
import { timeout } from './network/timeout.ts';
import { websocketFailed } from './network/websocket-failed.ts';
import { botWall } from './access/bot-wall.ts';
import { captcha } from './access/captcha.ts';
import { credentialUnavailable } from './access/credential-unavailable.ts';
import { literalPlaceholder } from './access/literal-placeholder.ts';
import { loginRejected } from './access/login-rejected.ts';
import { oneTimeCode } from './access/one-time-code.ts';
import {
  permissionDenied,
  geoBlock,
  paywall,
  deviceCheck,
  interstitial,
} from './access/refused-page.ts';
import { sessionExpired } from './access/session-expired.ts';
import { blankPage } from './page/blank-or-scrape-failed.ts';
import { covered } from './page/covered.ts';
import { dialog } from './page/dialog.ts';
import { downloadFailed } from './page/download-failed.ts';
import { disabledControl } from './page/disabled-control.ts';
import { elementAmbiguous } from './page/element-ambiguous.ts';
import { elementStale } from './page/element-stale.ts';
import { emptyResults } from './page/empty-results.ts';
import { formValidation } from './page/form-validation.ts';
import { iframe } from './page/iframe.ts';
import { inputNotRetained } from './page/input-not-retained.ts';
import { jsError } from './page/js-error.ts';
import { nativeValidation } from './page/native-validation.ts';
import { notInteractable } from './page/not-interactable.ts';
import { optionNotListed } from './page/option-not-listed.ts';
import { optionUnavailable } from './page/option-unavailable.ts';
import { popupNewTab } from './page/popup-new-tab.ts';
import { soft404 } from './page/soft-404.ts';
import { stillLoading } from './page/still-loading.ts';
import { targetOutOfSight } from './page/target-out-of-sight.ts';
import { unseenDialog } from './page/unseen-dialog.ts';
import { unseenFrame } from './page/unseen-frame.ts';
import { uploadMessage, uploadRefused, uploadTarget } from './page/upload-failed.ts';
import { wrongPage } from './page/wrong-page.ts';
import { actionLoop } from './agent/action-loop.ts';
import { caps } from './agent/caps.ts';
import { droppedElementId } from './agent/dropped-element-id.ts';
import { extractionUngrounded } from './agent/extraction-ungrounded.ts';
import { hallucinatedElementId } from './agent/hallucinated-element-id.ts';
import { falseSuccess } from './agent/false-success.ts';
import { hallucinatedAddress } from './agent/hallucinated-address.ts';
import { hallucinatedFile } from './agent/hallucinated-url-or-file.ts';
import { hallucinatedValue } from './agent/hallucinated-value.ts';
import { illegitCompleteStreak } from './agent/illegit-complete-streak.ts';
import { prematureComplete } from './agent/premature-complete.ts';
import { prematureTerminate } from './agent/premature-terminate.ts';
import { promptInjection } from './agent/prompt-injection.ts';
import { schemaMismatch } from './agent/schema-mismatch.ts';
import { unresolvedHrefPlaceholder } from './agent/unresolved-href-placeholder.ts';
import { wrongElement } from './agent/wrong-element.ts';
import { wrongRow } from './agent/wrong-row.ts';
import { wrongValue } from './agent/wrong-value.ts';
import { missingContext } from './llm/missing-context.ts';
import { providerError } from './llm/provider-error.ts';
import { unusableAnswer } from './llm/unusable-answer.ts';
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
import { blockExternal } from './task/block-external.ts';
import { branch } from './task/branch.ts';
import { budgetTooSmall } from './task/budget-too-small.ts';
import { canceled } from './task/canceled.ts';
import { goalImpossible } from './task/goal-impossible.ts';
import { loop } from './task/loop.ts';
import { missingPayload } from './task/missing-payload.ts';
import { parameterBinding } from './task/parameter-binding.ts';
import { schemaInvalid } from './task/schema-invalid.ts';
import { startUrl } from './task/start-url.ts';
import { templateOrParameter } from './task/template-or-parameter.ts';
import { upstreamBlock } from './task/upstream-block.ts';
import { userErrorCode } from './task/user-error-code.ts';
import { workflowDefinition } from './task/workflow-definition.ts';
import { codeError } from './script/code-error.ts';
import { fallbackFailed } from './script/fallback-failed.ts';

/** Every check, one line each. Order does not matter: ranking decides. */
export const ANALYSERS: readonly Analyser[] = [
  // network
  assetFailed,
  browserErrorPage,
  errorPage,
  redirectCircle,
  websocketFailed,
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
  navigationFailed,
  rateLimited,
  timeout,
  // access
  botWall,
  captcha,
  credentialUnavailable,
  literalPlaceholder,
  loginRejected,
  oneTimeCode,
  permissionDenied,
  geoBlock,
  paywall,
  deviceCheck,
  interstitial,
  sessionExpired,
  // page
  blankPage,
  covered,
  dialog,
  disabledControl,
  downloadFailed,
  elementAmbiguous,
  elementStale,
  emptyResults,
  formValidation,
  iframe,
  inputNotRetained,
  jsError,
  nativeValidation,
  notInteractable,
  optionNotListed,
  optionUnavailable,
  popupNewTab,
  soft404,
  stillLoading,
  targetOutOfSight,
  unseenDialog,
  unseenFrame,
  uploadMessage,
  uploadRefused,
  uploadTarget,
  wrongPage,
  // agent
  actionLoop,
  caps,
  droppedElementId,
  extractionUngrounded,
  hallucinatedElementId,
  falseSuccess,
  hallucinatedAddress,
  hallucinatedFile,
  hallucinatedValue,
  illegitCompleteStreak,
  prematureComplete,
  prematureTerminate,
  promptInjection,
  schemaMismatch,
  unresolvedHrefPlaceholder,
  wrongElement,
  wrongRow,
  wrongValue,
  // llm
  missingContext,
  providerError,
  unusableAnswer,
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
  // task
  blockExternal,
  branch,
  budgetTooSmall,
  canceled,
  goalImpossible,
  loop,
  missingPayload,
  parameterBinding,
  schemaInvalid,
  startUrl,
  templateOrParameter,
  upstreamBlock,
  userErrorCode,
  workflowDefinition,
  // script
  codeError,
  fallbackFailed,
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
