import type { FailedRequest } from './verdict.ts';

/** The first failure that mattered and those that came after it. */
export interface Cascade {
  readonly first: FailedRequest;
  readonly followers: readonly {
    readonly request: FailedRequest;
    /** Why it may be a consequence. */
    readonly relation: 'same endpoint' | 'same host' | 'same step' | 'later';
  }[];
}

/** Undefined when fewer than two failures mattered: then there is nothing to order. */
export function findCascade(failed: readonly FailedRequest[]): Cascade | undefined {
  const mattered = failed.filter(({ verdict }) => verdict.level === 'mattered');
  const [first, ...later] = mattered;
  if (first === undefined || later.length === 0) return undefined;
  return {
    first,
    followers: later.map((request) => ({ request, relation: relationOf(first, request) })),
  };
}

function relationOf(
  first: FailedRequest,
  later: FailedRequest,
): 'same endpoint' | 'same host' | 'same step' | 'later' {
  if (first.template === later.template) return 'same endpoint';
  if (stepIdOf(first) !== undefined && stepIdOf(first) === stepIdOf(later)) return 'same step';
  const [host] = first.template.split('/');
  return later.template.startsWith(`${host ?? ''}/`) ? 'same host' : 'later';
}

function stepIdOf({ link }: FailedRequest): string | undefined {
  return link.strength === 'none' ? undefined : link.step.stepId;
}
