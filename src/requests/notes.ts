import type { Run } from '../run/run.ts';
import type { RequestContext } from './context.ts';
import type { UnfinishedRequest } from './report.ts';

/** What the recording cannot show; never to be read as "no error". */
export function writeNotes(
  run: Pick<Run, 'network' | 'console' | 'steps'>,
  context: RequestContext,
  unfinished: readonly UnfinishedRequest[],
): readonly string[] {
  const { network } = run;
  if (network === undefined) return [absentNote(run.steps.length)];
  const notes = [
    bodiesNote(network.bodies),
    network.exchanges.length === 0 ? 'The HAR holds no requests at all.' : undefined,
    unfinishedNote(unfinished.length),
    context.timeline.actions.length === 0 && run.steps.some(({ actions }) => actions.length > 0)
      ? 'No action of this run has a time, so requests are tied to steps at best.'
      : undefined,
    clockNote(context),
    run.console === undefined
      ? 'There is no console log: why the browser blocked a request (CORS, CSP) is not recorded.'
      : undefined,
  ];
  return notes.filter((note) => note !== undefined);
}

function absentNote(stepCount: number): string {
  const why =
    stepCount === 0
      ? 'the run had no steps'
      : `the run had ${stepCount} ${stepCount === 1 ? 'step' : 'steps'}: the browser died before it could write it, or it was a remote or persistent browser, which records none`;
  return `There is no HAR (${why}). Failed requests are not observable.`;
}

function bodiesNote(bodies: 'recorded' | 'omitted' | 'attached'): string | undefined {
  switch (bodies) {
    case 'recorded':
      return undefined;
    case 'omitted':
      return 'Response bodies were not recorded: errors inside answers with status 200 (GraphQL, JSON) are not observable.';
    case 'attached':
      return 'Response bodies lie in files beside the HAR and were not read: errors inside answers with status 200 are not observable here.';
  }
}

function unfinishedNote(count: number): string | undefined {
  if (count === 0) return undefined;
  const subject = count === 1 ? '1 request was' : `${count} requests were`;
  return `${subject} still unanswered when the browser closed: unfinished, which is not failed.`;
}

/** A clock difference shows as steps and requests that never overlap. */
function clockNote({ exchanges, timeline }: RequestContext): string | undefined {
  const windows = timeline.steps.flatMap(({ window }) => window ?? []);
  const times = exchanges.flatMap(({ startedAtMs }) => startedAtMs ?? []);
  const [first] = times;
  const last = times.at(-1);
  if (windows.length === 0 || first === undefined || last === undefined) return undefined;
  const overlaps = windows.some(({ startMs, endMs }) => startMs <= last && endMs >= first);
  return overlaps
    ? undefined
    : 'No request falls into the time of any step: the clocks of browser and server differ, so links to steps are missing.';
}
