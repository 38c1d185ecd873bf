import { citeJson } from '../../run/evidence.ts';
import { defineAnalyser } from '../define-analyser.ts';

/** The message about the end of the run could not be delivered. That says nothing about the run itself, so it is never its cause. */
export const webhook = defineAnalyser({
  id: 'infra.webhook',
  needs: ['outcome'],
  findings: {
    'infra.webhook': {
      meaning: 'The webhook that announces the end of the run could not be delivered.',
      owner: 'task',
      retry: 'no',
      fixes: [
        'Check that the webhook URL is reachable from the server and answers 2xx.',
        'The result itself can still be fetched from the API.',
      ],
    },
  },
  run: ({ outcome }) => {
    const { webhookFailureReason, document } = outcome;
    if (webhookFailureReason === undefined || document === undefined) return [];
    const place = { source: document.source, pointer: '/webhook_failure_reason' };
    return [
      {
        code: 'infra.webhook',
        title: 'The webhook about the end of the run could not be delivered.',
        explanation: 'Only the delivery failed: the run had ended before.',
        bearing: { tier: 'typed', confidence: 0.35, persistence: 'unknown' },
        atMs: outcome.finishedAtMs,
        locus: 'webhook',
        evidence: [citeJson(place, webhookFailureReason, 'the delivery failed')],
      },
    ];
  },
});
