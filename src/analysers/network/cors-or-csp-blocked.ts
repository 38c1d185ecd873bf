import { requestReportOf } from '../../requests/request-report-of.ts';
import { citeConsole, citeExchange } from '../../run/evidence.ts';
import { stepAt } from '../../run/facts/step-at.ts';
import type { Run } from '../../run/run.ts';
import { defineAnalyser } from '../define-analyser.ts';
import { outcomeOf, requestName } from '../request-analyser.ts';
import type { Finding } from '../finding.ts';

/** The browser itself blocked a request by a rule of the site: CORS, content security policy, mixed content. Only the console says why; fonts and analytics are noise. */
export const corsOrCspBlocked = defineAnalyser({
  id: 'network.cors_or_csp_blocked',
  needs: ['network'],
  findings: {
    'network.cors_or_csp_blocked': {
      meaning: 'The browser blocked a request because of a rule that the site sets.',
      owner: 'site',
      retry: 'no',
      fixes: [
        'Tell the owner of the site which rule blocks which address: real users are hit as well.',
      ],
    },
  },
  run: (run) => {
    const blocked = requestReportOf(run).failed.find(
      (request) =>
        request.verdict.level !== 'excluded' &&
        request.policy !== undefined &&
        request.policy !== 'framing',
    );
    if (blocked !== undefined) {
      const step = blocked.link.strength === 'none' ? undefined : blocked.link.step;
      return [
        {
          code: 'network.cors_or_csp_blocked',
          title: `The browser blocked ${requestName(blocked)} because of the site's ${RULES.get(blocked.policy ?? '') ?? 'rules'}.`,
          explanation: `In the traffic the request only ${outcomeOf(blocked)}; the console names the rule. What the page says instead is not the reason.`,
          bearing: {
            tier: 'observed',
            confidence: blocked.verdict.level === 'mattered' ? 0.86 : 0.5,
            persistence: 'persistent',
          },
          step,
          atMs: blocked.exchange.startedAtMs,
          locus: `${blocked.policy ?? ''} ${blocked.template}`,
          evidence: [
            citeExchange(blocked.exchange, 'the blocked request'),
            ...blocked.console
              .slice(0, 2)
              .map((line) => citeConsole(line, 'the browser names the rule')),
          ],
        },
      ];
    }
    return unrecorded(run);
  },
});

const RULES = new Map([
  ['cors', 'cross-origin rules (CORS)'],
  ['csp', 'content security policy'],
  ['mixed-content', 'mixed content rule'],
]);

/** A fetch that a content security policy stops leaves no entry at all. */
function unrecorded(run: Run): readonly Finding<'network.cors_or_csp_blocked'>[] {
  const request = requestReportOf(run).unrecorded.find(
    ({ what, party }) =>
      (what === 'csp' || what === 'mixed-content' || what === 'cors') && party !== 'third',
  );
  if (request === undefined) return [];
  const line = request.message;
  return [
    {
      code: 'network.cors_or_csp_blocked',
      title: `The browser blocked a request to ${request.url ?? 'another address'} before it was sent.`,
      explanation: 'The traffic does not show it; the console names the rule.',
      bearing: { tier: 'observed', confidence: 0.75, persistence: 'persistent' },
      step: stepAt(run, line.atMs),
      atMs: line.atMs,
      locus: 'blocked before sending',
      evidence: [citeConsole(line, 'the browser names the rule')],
    },
  ];
}
