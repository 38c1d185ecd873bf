import { citeStatus } from '../../run/facts/last-sign-of-life.ts';
import { defineAnalyser } from '../define-analyser.ts';

/** Somebody canceled the run. The status is the proof; a planned step that is dropped at the end of any run is no cancel. */
export const canceled = defineAnalyser({
  id: 'task.canceled',
  needs: ['outcome'],
  findings: {
    'task.canceled': {
      meaning: 'The run was canceled from outside.',
      owner: 'task',
      retry: 'no',
      fixes: ['Start it again if the cancel was a mistake.'],
    },
  },
  run: (run) => {
    const evidence =
      run.outcome.status === 'canceled' ? citeStatus(run, 'the run was canceled') : undefined;
    if (evidence === undefined) return [];
    return [
      {
        code: 'task.canceled',
        title: 'The run was canceled from outside.',
        explanation: 'A person or program ended it; that needs no fault of the page or the task.',
        bearing: { tier: 'typed', confidence: 0.97, persistence: 'persistent' },
        atMs: run.outcome.finishedAtMs,
        locus: 'canceled',
        evidence: [evidence],
      },
    ];
  },
});
