import { citeAbsent, citeJson, type Evidence } from '../../run/evidence.ts';
import { realSteps } from '../../run/facts/progress.ts';
import type { Run } from '../../run/run.ts';
import { childPointer } from '../../support/json-pointer.ts';
import { asObject, asText, at } from '../../support/unknown.ts';
import { defineReasonAnalyser } from '../reason-analyser.ts';
import { SHARED_CAUSES } from '../shared-causes.ts';

/** The stored login could not be fetched: the vault, the item in it or the parameter that names it. No page was opened with it. */
export const credentialUnavailable = defineReasonAnalyser('access.credential_unavailable', [
  {
    code: 'access.credential_unavailable',
    info: SHARED_CAUSES['access.credential_unavailable'],
    patterns: [
      /Credential vault item not found/i,
      /(?:Bitwarden|1Password|OnePassword|Azure|HashiCorp)[\w ]{0,30} (?:secret )?error: [^\n]{0,160}/i,
      /Could not find credential parameter[^\n]{0,120}/,
      /Invalid credential ID[^\n]{0,80}/i,
      /Failed to get the actual value of the secret[^\n]{0,120}/,
      /(?:credential|secret|vault item)s?\b[^\n]{0,60}\b(?:not found|does not exist|could not be found|is missing|has been deleted|cannot be (?:read|fetched|decrypted))/i,
      /Failed to (?:get|fetch|retrieve|load|decrypt)[^\n]{0,40}\b(?:credential|secret|vault|password manager)[^\n]{0,120}/i,
    ],
    title: (hit) =>
      `The stored credential could not be fetched (${hit.match[0].slice(0, 120)}), so nothing could be signed in to.`,
    explanation: (_hit, run) =>
      realSteps(run).length === 0
        ? 'The run failed while it was prepared: it has no step, and no browser was opened.'
        : 'The value was asked for and did not come; the site never saw a login.',
    claim: 'the credential could not be fetched',
    confidence: 0.95,
    step: 'none',
    logged: /Failed to get [^\n]{0,40}credential|Error while initializing workflow run context/i,
    support: (run) => [...credentialParameters(run), ...noBrowser(run)],
  },
]);

/** Ids of credentials among the parameters. */
function credentialParameters(run: Run): readonly Evidence[] {
  const { document } = run.outcome;
  if (document === undefined) return [];
  const parameters = asObject(at(document.value, 'run_request', 'parameters')) ?? {};
  return Object.entries(parameters).flatMap(([key, value]) => {
    const id = asText(value);
    if (id === undefined || !/^cred_\w+$/.test(id)) return [];
    const pointer = childPointer('/run_request/parameters', key);
    return [
      citeJson(
        { source: document.source, pointer },
        id,
        `the credential that parameter ${key} names`,
      ),
    ];
  });
}

function noBrowser(run: Run): readonly Evidence[] {
  return run.network === undefined && realSteps(run).length === 0
    ? [citeAbsent('har', 'no HAR: no browser was opened')]
    : [];
}
