import type { Diagnosis } from '../../diagnosis/diagnosis.ts';

type Owner = Diagnosis['verdict']['owner'];
type Retry = Diagnosis['verdict']['retry'];

/** Who has to act, as the end of "this is for …". */
export const OWNER_WORDS = {
  site: 'the website',
  credentials: 'whoever keeps the credentials',
  task: 'the author of the task',
  agent: 'the agent',
  llm: 'the language model',
  skyvern: 'the Skyvern server',
  network: 'the network between browser and site',
  unknown: 'whoever looks into it',
} as const satisfies Record<Owner, string>;

/** Whether running it again makes sense. */
export const RETRY_WORDS = {
  no: 'retrying will not help',
  later: 'retry later, unchanged',
  'after-change': 'retry after a change',
} as const satisfies Record<Retry, string>;
