import { isTelemetryUrl } from '../../requests/telemetry.ts';
import type { UnrecordedRequest } from '../../requests/unrecorded.ts';
import { requestReportOf } from '../../requests/request-report-of.ts';
import { citeConsole, citeExchange } from '../../run/evidence.ts';
import { actionBefore, stepAt } from '../../run/facts/step-at.ts';
import type { Run } from '../../run/run.ts';
import { defineAnalyser } from '../define-analyser.ts';
import { complaintAfter } from '../complaint.ts';
import { isBacked, isCandidate, outcomeOf, requestName } from '../request-analyser.ts';
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
        isCandidate(run, request) && request.policy !== undefined && request.policy !== 'framing',
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
            confidence: blocked.verdict.level === 'mattered' || isBacked(run, blocked) ? 0.86 : 0.5,
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
    (candidate) => candidate.what !== 'websocket' && isNeeded(run, candidate),
  );
  if (request === undefined) return [];
  const line = request.message;
  const cause = actionBefore(run, line.atMs);
  const complaint = cause === undefined ? undefined : complaintAfter(run, cause.action);
  return [
    {
      code: 'network.cors_or_csp_blocked',
      title: `The browser blocked a request to ${request.url ?? 'another address'} before it was sent.`,
      explanation: 'The traffic does not show it; the console names the rule.',
      bearing: {
        tier: 'observed',
        confidence: complaint === undefined ? 0.75 : 0.86,
        persistence: 'persistent',
      },
      step: cause?.step ?? stepAt(run, line.atMs),
      atMs: line.atMs,
      locus: 'blocked before sending',
      evidence: [
        citeConsole(line, 'the browser names the rule'),
        ...(complaint === undefined ? [] : [complaint.text.cite('what the page showed after it')]),
      ],
    },
  ];
}

const NEAR_MS = 15_000;

/** The site's own requests count; those to others only when an action set them off and the page complains of it. */
function isNeeded(run: Run, { party, message, url }: UnrecordedRequest): boolean {
  if (party !== 'third') return true;
  const cause = actionBefore(run, message.atMs);
  const isNear =
    cause !== undefined && (message.atMs ?? 0) - (cause.action.startedAtMs ?? 0) <= NEAR_MS;
  return (
    isNear &&
    isFetch(message.text) &&
    complaintAfter(run, cause.action) !== undefined &&
    !(url !== undefined && isTelemetryUrl(url))
  );
}

/** Pages fetch data; images, styles and foreign scripts are decoration. */
function isFetch(text: string): boolean {
  return /connect|fetch|XMLHttpRequest|endpoint|connect-src|form-action/i.test(text.slice(0, 600));
}
