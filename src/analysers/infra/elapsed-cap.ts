import { citeJson, distinctEvidence, type Evidence } from '../../run/evidence.ts';
import { citeReasons, matchReasons } from '../../run/facts/failure-reason.ts';
import { citeStatus } from '../../run/facts/last-sign-of-life.ts';
import { realSteps } from '../../run/facts/progress.ts';
import { flattenBlocks } from '../../run/read-blocks.ts';
import type { Block, Run, Step } from '../../run/run.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';

/** The time limit of the run was reached. That is how it ended, not why: what ate the time is the question, and any better cause wins. */
export const elapsedCap = defineAnalyser({
  id: 'infra.elapsed_cap',
  needs: ['outcome'],
  findings: {
    'infra.elapsed_cap': {
      meaning: 'The run reached its time limit.',
      owner: 'task',
      retry: 'after-change',
      fixes: [
        'Look at the block or step that took the time; raise the limit only if its work was useful.',
        'Split the workflow, or give its slowest block a clear end.',
      ],
    },
  },
  run: (run) => {
    const finding = findCap(run);
    return finding === undefined ? [] : [finding];
  },
});

const REASONS = [
  /Workflow run exceeded max elapsed runtime limit of (\d+) minutes?/,
  /exceeded (?:the )?(?:max(?:imum)? )?(?:elapsed |run ?time |time )+limit[^\n]{0,60}/i,
  /child entity cascade cleanup/,
];

function findCap(run: Run): Finding<'infra.elapsed_cap'> | undefined {
  const hits = matchReasons(run, REASONS);
  const first = hits.find((hit) => hit.match[1] !== undefined) ?? hits[0];
  if (first === undefined && run.outcome.status !== 'timed_out') return undefined;
  const block = longestLeaf(run);
  const step = cutStep(run);
  const [main, ...others] = distinctEvidence([
    ...(first === undefined ? [] : citeReasons(run, first, 'the time limit was reached')),
    ...statusOf(run),
    ...durationOf(block),
    ...exceptionOf(step),
  ]);
  if (main === undefined) return undefined;
  const limit = first?.match[1] === undefined ? '' : ` of ${first.match[1]} minutes`;
  return {
    code: 'infra.elapsed_cap',
    title: `The run reached its time limit${limit}${block === undefined ? '' : `, most of it spent in block '${block.label ?? '?'}'`}.`,
    explanation:
      'The limit cut off what was going on; the time went into the block or step named here, and no deeper cause was found for that.',
    bearing: { tier: 'typed', confidence: 0.75, persistence: 'persistent' },
    step,
    block: step?.block ?? block,
    atMs: run.outcome.finishedAtMs,
    locus: 'time limit',
    evidence: [main, ...others],
  };
}

/** Innermost block that took the longest; of equals the one that the limit cut off. */
function longestLeaf(run: Run): Block | undefined {
  const leaves = flattenBlocks(run.blocks).filter((block) => block.children.length === 0);
  return leaves.toSorted(
    (a, b) => spanMs(b) - spanMs(a) || Number(wasCut(b)) - Number(wasCut(a)),
  )[0];
}

function wasCut({ status }: Block): boolean {
  return status !== 'completed';
}

function spanMs({ createdAtMs, modifiedAtMs }: Block): number {
  return createdAtMs === undefined || modifiedAtMs === undefined ? 0 : modifiedAtMs - createdAtMs;
}

/** The step that the limit cut off. */
function cutStep(run: Run): Step | undefined {
  const steps = realSteps(run);
  return (
    steps.find((step) => step.exception === 'CancelledError') ??
    steps.findLast((step) => step.status !== 'created')
  );
}

function statusOf(run: Run): readonly Evidence[] {
  const cited = citeStatus(run, 'how the run ended');
  return cited === undefined ? [] : [cited];
}

function durationOf(block: Block | undefined): readonly Evidence[] {
  if (block === undefined) return [];
  const place = { source: block.place.source, pointer: `${block.place.pointer}/label` };
  return [
    citeJson(place, block.label ?? null, 'the block that took the longest', block.modifiedAtMs),
  ];
}

function exceptionOf(step: Step | undefined): readonly Evidence[] {
  if (step?.exception === undefined) return [];
  const place = {
    source: step.place.source,
    pointer: `${step.place.pointer}/output/step_exception`,
  };
  return [citeJson(place, step.exception, 'the exception that ended the step', step.modifiedAtMs)];
}
