import { defineReasonAnalyser } from '../reason-analyser.ts';

/** Skyvern itself refused the work: limits of the organisation, credits, concurrency. The limits of sites and models are other causes. */
export const skyvernQuota = defineReasonAnalyser('infra.skyvern_quota', [
  {
    code: 'infra.skyvern_quota',
    info: {
      meaning: "A limit of the organisation's Skyvern plan was reached.",
      owner: 'skyvern',
      retry: 'later',
      fixes: [
        'Wait until the limit resets, or spread the runs over time.',
        'Raise the limit or buy credits.',
      ],
    },
    patterns: [
      /Rate limit exceeded for organization[^\n]{0,80}/i,
      /Concurrency limit exceeded[^\n]{0,80}/i,
      /(?:has )?reached [^\n]{0,60}\bcredits?\b[^\n]{0,60}/i,
      /(?:insufficient|not enough|out of|no) credits\b[^\n]{0,60}/i,
      /(?:monthly|daily) (?:run|step|task) (?:limit|quota)[^\n]{0,60}/i,
    ],
    title: (hit) => `Skyvern refused the work because of a limit: ${hit.match[0].slice(0, 120)}.`,
    explanation: 'The server stopped the run by itself; the site and the task had no part in it.',
    claim: 'a limit of the plan was reached',
    confidence: 0.94,
    step: 'none',
  },
]);
