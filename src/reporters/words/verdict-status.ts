import type { Diagnosis } from '../../diagnosis/diagnosis.ts';

type Kind = Diagnosis['verdict']['kind'];

/** The run as one test, for formats that know only tests. */
export const TEST_STATUS = {
  cause: 'failed',
  inconclusive: 'failed',
  healthy: 'passed',
  canceled: 'skipped',
  unfinished: 'pending',
} as const satisfies Record<Kind, string>;

/** What a test list calls the run: its goal, or its id. */
export function testName({ run }: Diagnosis): string {
  return run.goal ?? run.id ?? 'run without id';
}
