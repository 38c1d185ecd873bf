import { citeJson, type Evidence } from '../../run/evidence.ts';
import { flattenBlocks } from '../../run/read-blocks.ts';
import type { Block, Run } from '../../run/run.ts';
import { asBoolean, at } from '../../support/unknown.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';
import { SHARED_CAUSES } from '../shared-causes.ts';

/**
 * A cached script gave up and the agent took over. If the agent reached the end, only the script is out of date; if it failed too, the page
 * is the better witness, so this stays a weak finding beside the page's own.
 */
export const fallbackFailed = defineAnalyser({
  id: 'script.fallback_failed',
  needs: ['outcome'],
  findings: {
    'script.fallback_failed': {
      meaning: 'The cached script failed, and so did the agent that took over from it.',
      owner: 'task',
      retry: 'after-change',
      fixes: [
        'Look at the page first: what stopped the agent has probably stopped the script too.',
        'Generate the script anew once a run with the agent succeeds.',
      ],
    },
    'script.selector_rot': SHARED_CAUSES['script.selector_rot'],
  },
  run: (run) => {
    const finding = findFallback(run);
    return finding === undefined ? [] : [finding];
  },
});

type Code = 'script.fallback_failed' | 'script.selector_rot';

const FAILED: ReadonlySet<string> = new Set(['failed', 'terminated', 'timed_out']);

function findFallback(run: Run): Finding<Code> | undefined {
  const blocks = flattenBlocks(run.blocks).filter((block) => block.usedScriptFallback === true);
  const failed = blocks.find((block) => FAILED.has(block.status ?? ''));
  const block = failed ?? blocks[0];
  const [evidence, ...others] = [...citeBlock(block), ...citeRun(run)];
  if (evidence === undefined) return undefined;
  const hasFailed =
    block === undefined ? FAILED.has(run.outcome.status ?? '') : failed !== undefined;
  const where = block === undefined ? 'the run' : `block '${block.label ?? '?'}'`;
  return {
    code: hasFailed ? 'script.fallback_failed' : 'script.selector_rot',
    title: hasFailed
      ? `The cached script of ${where} failed, and the agent that took over failed too.`
      : `The cached script of ${where} failed; the agent took over and reached the end.`,
    explanation: 'Skyvern records that the script handed over to the agent.',
    bearing: {
      tier: 'unlinked',
      confidence: 0.5,
      persistence: hasFailed ? 'persistent' : 'recovered',
    },
    block,
    atMs: block?.modifiedAtMs,
    locus: 'script fallback',
    evidence: [evidence, ...others],
  };
}

function citeBlock(block: Block | undefined): readonly Evidence[] {
  if (block === undefined) return [];
  const place = {
    source: block.place.source,
    pointer: `${block.place.pointer}/script_run/ai_fallback_triggered`,
  };
  return [citeJson(place, true, 'the script handed over to the agent', block.modifiedAtMs)];
}

function citeRun({ outcome: { document } }: Run): readonly Evidence[] {
  const isTriggered =
    asBoolean(at(document?.value, 'script_run', 'ai_fallback_triggered')) === true;
  return document !== undefined && isTriggered
    ? [
        citeJson(
          { source: document.source, pointer: '/script_run/ai_fallback_triggered' },
          true,
          'the script handed over to the agent',
        ),
      ]
    : [];
}
