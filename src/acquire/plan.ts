import { parseUtc } from '../support/iso-time.ts';
import type { ArtifactFilter } from './acquire-options.ts';
import { checkDiscovery } from './check-discovery.ts';
import {
  askAbout,
  discoverRun,
  findAnswer,
  runStatusOf,
  type AnsweredQuestion,
  type Discovery,
} from './discover.ts';
import { isRecord, textAt, valueAt } from './json-value.ts';
import { fileArtifact, filesIn, listedIds, unionRows, type ListedArtifact } from './rows.ts';
import type { Session } from './session.ts';

/** What is to be fetched, and what the server said of the run. */
export interface RunPlan {
  readonly runId: string;
  readonly status: string | undefined;
  readonly isFinished: boolean;
  /** The server's clock when it answered about the run. */
  readonly serverTimeMs: number | undefined;
  readonly answers: readonly AnsweredQuestion[];
  readonly artifacts: readonly ListedArtifact[];
  readonly warnings: readonly string[];
}

const TERMINAL: ReadonlySet<string> = new Set([
  'completed',
  'failed',
  'terminated',
  'canceled',
  'timed_out',
]);

/** Asks until the run's rows stand still. @throws AcquireError when there is nothing to fetch */
export async function planRun(
  session: Session,
  runId: string,
  options: { readonly localRoot: string | undefined },
): Promise<RunPlan> {
  let plan = await planOnce(session, runId, options);
  let isStable = false;
  for (
    let round = 0;
    round < session.limits.settleRounds && !isStable && isJustFinished(session, plan);
    round += 1
  ) {
    await session.clock.sleep(session.limits.settlePauseMs, session.signal);
    const next = await planOnce(session, runId, options);
    // The HAR is written last; without one, one quiet moment is no proof.
    isStable =
      isSameSet(plan, next) &&
      (round > 0 || next.artifacts.some(({ artifactType }) => artifactType === 'har'));
    plan = next;
  }
  return plan;
}

async function planOnce(
  session: Session,
  runId: string,
  options: { readonly localRoot: string | undefined },
): Promise<RunPlan> {
  const discovery = await withStrays(session, await discoverRun(session, runId));
  const { answers } = discovery;
  checkDiscovery(session, runId, answers);
  const union = unionRows(answers);
  const files = idlessFiles(answers, union.artifacts, options.localRoot);
  const status = runStatusOf(answers);
  const run = findAnswer(answers, 'run');
  return {
    runId,
    status,
    isFinished:
      status !== undefined &&
      TERMINAL.has(status) &&
      !(isRecord(run?.value) && valueAt(run.value, 'retry_pending') === true),
    serverTimeMs: run?.answer.kind === 'answer' ? run.answer.dateMs : undefined,
    answers: answers.map(withoutRows),
    artifacts: [...union.artifacts, ...files.artifacts],
    warnings: [
      ...discovery.warnings,
      ...union.warnings,
      ...files.warnings,
      ...partOfWorkflow(answers, runId),
    ],
  };
}

/** The rows live on in the union; keeping every listing parsed would hold each of them three times. */
function withoutRows(answered: AnsweredQuestion): AnsweredQuestion {
  const { question, answer, value } = answered;
  if (!question.isListing || !Array.isArray(value) || answer.kind === 'problem') return answered;
  return { ...answered, value: value.slice(0, 1), answer: { ...answer, value: undefined } };
}

/** Downloads and session recordings may name artifacts that no listing of the run holds. */
async function withStrays(session: Session, discovery: Discovery): Promise<Discovery> {
  const known = listedIds(discovery.answers);
  const named = filesIn(discovery.answers).map(({ file }) => textAt(file, 'artifact_id'));
  const strays = [...new Set(named)]
    .filter((id) => id !== undefined)
    .filter((id) => !known.has(id) && /^[A-Za-z0-9_-]{1,100}$/.test(id));
  const answers = await askAbout(
    session,
    strays.map((id) => ({ kind: 'artifact', id })),
  );
  return { ...discovery, answers: [...discovery.answers, ...answers] };
}

/** Files named by URL alone: fetched where that is possible, else named in a warning. */
function idlessFiles(
  answers: readonly AnsweredQuestion[],
  known: readonly ListedArtifact[],
  localRoot: string | undefined,
): { readonly artifacts: readonly ListedArtifact[]; readonly warnings: readonly string[] } {
  const artifacts = new Map<string, ListedArtifact>();
  const warnings = new Set<string>();
  const knownUris = new Set(known.map(({ uri }) => uri));
  for (const { file, artifactType } of filesIn(answers)) {
    const artifact =
      textAt(file, 'artifact_id') === undefined ? fileArtifact(file, artifactType) : undefined;
    if (
      artifact === undefined ||
      knownUris.has(artifact.uri) ||
      known.some(({ artifactId }) => artifact.uri?.includes(`/${artifactId}/`) === true)
    )
      continue;
    if (localRoot === undefined && artifact.uri?.startsWith('http') !== true) {
      warnings.add(
        `${artifactType} ${textAt(file, 'filename') ?? artifact.artifactId} is only on the server's own disk; --allow-local-files ROOT reads it there`,
      );
    } else artifacts.set(artifact.artifactId, artifact);
  }
  return { artifacts: [...artifacts.values()], warnings: [...warnings].toSorted() };
}

function partOfWorkflow(answers: readonly AnsweredQuestion[], runId: string): readonly string[] {
  const task = answers.find(
    ({ question }) => question.resource === 'task' && question.resourceId === runId,
  )?.value;
  const workflowRunId = isRecord(task) ? textAt(task, 'workflow_run_id') : undefined;
  if (workflowRunId === undefined) return [];
  return [
    `the task is part of ${workflowRunId.slice(0, 100)}: fetch that for the blocks and the HAR, which hangs on the last task`,
  ];
}

/** By the server's own clock, so that ours may be wrong by hours. */
function isJustFinished(session: Session, plan: RunPlan): boolean {
  const run = findAnswer(plan.answers, 'run')?.value;
  const finishedAtMs = isRecord(run) ? parseUtc(valueAt(run, 'finished_at')) : undefined;
  if (!plan.isFinished || finishedAtMs === undefined || plan.serverTimeMs === undefined)
    return false;
  const ageMs = plan.serverTimeMs - finishedAtMs;
  return ageMs > -5_000 && ageMs < session.limits.settleWindowMs;
}

function isSameSet(left: RunPlan, right: RunPlan): boolean {
  const identity = (plan: RunPlan): string =>
    JSON.stringify(
      plan.artifacts.map(({ key, row }) => [key, row['file_size'], row['modified_at']]),
    );
  return identity(left) === identity(right);
}

/** Does the user want files of this type? */
export function isWanted(artifactType: string, filter: ArtifactFilter): boolean {
  if (filter.skip?.includes(artifactType) === true) return false;
  return filter.only === undefined || filter.only.includes(artifactType);
}
