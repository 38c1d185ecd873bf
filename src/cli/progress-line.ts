import type { Progress } from '../acquire/acquire-options.ts';
import { renderBytes } from './fetch-text.ts';
import type { Terminal } from './terminal.ts';

export interface ProgressLine {
  readonly show: (progress: Progress) => void;
  readonly clear: () => void;
}

const CLEAR_LINE = '\r\u001b[2K';

/** One line on stderr that is written over; nothing at all when stderr is no terminal. */
export function showProgress(terminal: Terminal, runId: string): ProgressLine {
  if (terminal.stderr.isTTY !== true) return { show: () => undefined, clear: () => undefined };
  let shown = '';
  return {
    show: (progress) => {
      const line = renderProgress(runId, progress).slice(0, (terminal.stderr.columns ?? 80) - 1);
      if (line === shown) return;
      shown = line;
      terminal.stderr.write(`${CLEAR_LINE}${line}`);
    },
    clear: () => {
      if (shown !== '') terminal.stderr.write(CLEAR_LINE);
      shown = '';
    },
  };
}

function renderProgress(runId: string, progress: Progress): string {
  if (progress.phase === 'listing') return `${runId}: asking what there is`;
  if (progress.phase === 'writing') return `${runId}: writing the bundle`;
  return `${runId}: ${String(progress.done)} of ${String(progress.total)} artifacts, ${renderBytes(progress.bytes)}`;
}
