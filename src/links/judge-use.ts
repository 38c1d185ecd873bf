import type { LinkUse } from './link-report.ts';

/**
 * lost = an action, a field or the output needed the link and did not get it;
 * trouble = resolved, and still it did not lead where it should; idle = nothing depended on it.
 */
export type UseVerdict = 'lost' | 'trouble' | 'fine' | 'idle';

export function judgeUse({ fate }: Pick<LinkUse, 'fate'>): UseVerdict {
  switch (fate.kind) {
    case 'dropped-null-action':
    case 'rendered-empty':
    case 'left-literal':
      return 'lost';
    case 'redirected':
    case 'no-answer':
    case 'not-requested':
    case 'action-failed':
      return 'trouble';
    case 'opened':
      return fate.status >= 400 ? 'trouble' : 'fine';
    case 'typed':
      return fate.isAsMapped === false ? 'trouble' : 'fine';
    case 'extracted':
    case 'passed-as-file':
    case 'not-observable':
      return 'fine';
    case 'not-executed':
    case 'mentioned':
      return 'idle';
  }
}

/** Whether a link that something depended on was lost on the way. */
export function isLostUse(use: Pick<LinkUse, 'fate'>): boolean {
  return judgeUse(use) === 'lost';
}
