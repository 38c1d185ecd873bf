import { citeExchange } from '../../run/evidence.ts';
import { isWrite } from '../../run/facts/submit.ts';
import { stepAt } from '../../run/facts/step-at.ts';
import type { Exchange, Run } from '../../run/run.ts';
import { redactUrlQuery } from '../../support/url-text.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';
import { SHARED_CAUSES } from '../shared-causes.ts';

/**
 * Skyvern shows the model a placeholder for every secret and puts the value in while typing. Where the placeholder itself reached the site, the
 * value behind it was not there.
 */
export const literalPlaceholder = defineAnalyser({
  id: 'access.literal_placeholder',
  needs: ['network'],
  findings: { 'access.credential_unavailable': SHARED_CAUSES['access.credential_unavailable'] },
  run: (run) => {
    const finding = findPlaceholder(run);
    return finding === undefined ? [] : [finding];
  },
});

const PLACEHOLDER = /\bplaceholder_\w{2,20}_(?:username|password|totp|secret|\w{1,30})\b/;

function findPlaceholder(run: Run): Finding<'access.credential_unavailable'> | undefined {
  const sent = (run.network?.exchanges ?? []).find(
    (exchange) => isWrite(exchange) && holdsPlaceholder(exchange),
  );
  if (sent === undefined) return undefined;
  return {
    code: 'access.credential_unavailable',
    title: `The site was sent the placeholder of a secret instead of its value (${sent.method} ${redactUrlQuery(sent.url)}).`,
    explanation:
      'The model types placeholders and Skyvern puts the secrets in; here nothing was put in, so the credential behind it was not there.',
    bearing: { tier: 'observed', confidence: 0.88, persistence: 'persistent' },
    step: sent.startedAtMs === undefined ? undefined : stepAt(run, sent.startedAtMs),
    atMs: sent.startedAtMs,
    locus: 'placeholder sent',
    evidence: [citeExchange(sent, 'the request carries the placeholder itself')],
  };
}

function holdsPlaceholder({ postParams, postText }: Exchange): boolean {
  return (
    postParams.some(({ value }) => PLACEHOLDER.test(value)) || PLACEHOLDER.test(postText ?? '')
  );
}
