import type { Diagnosis } from '../../../src/diagnosis/diagnosis.ts';
import { longRun } from './long-run.ts';
import { canceledRun, healthyRun, inconclusiveRun, unfinishedRun } from './quiet-runs.ts';
import { refusedSubmit } from './refused-submit.ts';
import { rejectedLogin } from './rejected-login.ts';

/** Sample diagnoses by the name of their golden reports. */
export const STORIES = new Map<string, Diagnosis>([
  ['refused-submit', refusedSubmit],
  ['rejected-login', rejectedLogin],
  ['healthy', healthyRun],
  ['inconclusive', inconclusiveRun],
  ['unfinished', unfinishedRun],
  ['canceled', canceledRun],
  ['long-run', longRun(200)],
]);
