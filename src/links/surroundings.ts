import { flattenBlocks } from '../run/read-blocks.ts';
import type { Run } from '../run/run.ts';
import type { Surroundings } from './decide-fate.ts';
import { openRequestIndex } from './follow-request.ts';
import { walkStrings } from './walk-strings.ts';

/** A request may carry an earlier stamp than the action that caused it. */
const CLOCK_SLACK_MS = 2_000;

/** What a run shows of links outside the model's answers: requests, output, blocks that go on with them. */
export function openSurroundings(run: Pick<Run, 'network' | 'outcome' | 'blocks'>): Surroundings {
  const follow = openRequestIndex(run.network);
  const blocks = flattenBlocks(run.blocks);
  const outputs = collectStrings([run.outcome.output, ...blocks.map(({ output }) => output)]);
  return {
    follow: ({ action, call, step }, url) => {
      const startMs = action?.startedAtMs ?? call.capturedAtMs ?? step?.window?.startMs;
      const notBeforeMs = startMs === undefined ? undefined : startMs - CLOCK_SLACK_MS;
      return follow(url, { pageUrl: action?.pageUrl ?? step?.pageUrl, notBeforeMs });
    },
    isInOutput: (url) => outputs.has(url),
    blocksUsing: (url) =>
      blocks.filter((block) => block.url === url || block.iteration?.value === url),
  };
}

function collectStrings(roots: readonly unknown[]): ReadonlySet<string> {
  const strings = new Set<string>();
  walkStrings(roots, (text) => strings.add(text));
  return strings;
}
