import { citeJson, type Evidence } from '../../run/evidence.ts';
import { failedBlocks } from '../../run/facts/failure-reason.ts';
import { usesOutputOf } from '../../run/facts/workflow-definition.ts';
import type { Block, Run } from '../../run/run.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';

/**
 * A block failed that was fed by one which had failed before and was allowed to: the later failure is the visible one, the earlier one the
 * cause. Fed means: a template names its output, or it was the login. What failed earlier without feeding anything says nothing.
 */
export const upstreamBlock = defineAnalyser({
  id: 'task.upstream_block',
  needs: ['blocks'],
  findings: {
    'task.upstream_block': {
      meaning: 'A block failed because an earlier block, which was allowed to fail, had failed.',
      owner: 'task',
      retry: 'after-change',
      fixes: [
        'Look at the earlier block: its failure is the one to repair.',
        'Do not let a block continue on failure when later blocks need what it does.',
      ],
    },
  },
  run: (run) => {
    const finding = findCascade(run);
    return finding === undefined ? [] : [finding];
  },
});

function findCascade(run: Run): Finding<'task.upstream_block'> | undefined {
  const failed = failedBlocks(run);
  for (const later of failed) {
    const earlier = failed.find((block) => block !== later && feeds(run, block, later));
    if (earlier !== undefined) return toFinding(earlier, later);
  }
  return undefined;
}

function feeds(run: Run, earlier: Block, later: Block): boolean {
  if (!earlier.continueOnFailure || later.parentId === earlier.blockId) return false;
  if ((earlier.createdAtMs ?? 0) >= (later.createdAtMs ?? 0)) return false;
  return (
    (earlier.type === 'login' && later.taskId !== undefined) ||
    (earlier.label !== undefined && usesOutputOf(run, later.label, earlier.label))
  );
}

function toFinding(earlier: Block, later: Block): Finding<'task.upstream_block'> {
  return {
    code: 'task.upstream_block',
    title: `Block '${later.label ?? '?'}' failed after block '${earlier.label ?? '?'}', which it needs, had failed and was allowed to.`,
    explanation: `'${earlier.label ?? '?'}' may continue on failure, so the workflow went on without what it should have done.`,
    bearing: { tier: 'observed', confidence: 0.6, persistence: 'persistent' },
    block: earlier,
    atMs: earlier.modifiedAtMs,
    locus: `${earlier.type} ${earlier.label ?? ''}`,
    evidence: [
      citeStatus(earlier, 'the earlier block failed'),
      citeFlag(earlier),
      citeStatus(later, 'the later block failed'),
    ],
  };
}

function citeStatus(block: Block, claim: string): Evidence {
  const place = { source: block.place.source, pointer: `${block.place.pointer}/status` };
  return citeJson(place, block.status ?? '', claim, block.modifiedAtMs);
}

function citeFlag(block: Block): Evidence {
  const place = {
    source: block.place.source,
    pointer: `${block.place.pointer}/continue_on_failure`,
  };
  return citeJson(place, true, 'it was allowed to fail', block.modifiedAtMs);
}
