import type { LinkReport } from '../../links/index.ts';
import type { Run } from '../../run/run.ts';
import type { Diagnosis } from '../diagnosis.ts';
import type { RankedFinding } from '../rank.ts';
import { buildArtifacts } from './artifacts.ts';
import { comparePages } from './compare-pages.ts';
import { buildFailingStep, type DecisivePlace } from './failing-step.ts';
import { buildLinks } from './links.ts';
import { buildLlmCalls } from './llm-calls.ts';
import { buildNetwork } from './network.ts';
import { buildPageChanges } from './page-changes.ts';
import { buildSkyvernSaid } from './skyvern-said.ts';

type Views = Pick<
  Diagnosis,
  'failing_step' | 'network' | 'links' | 'page_changes' | 'llm_calls' | 'skyvern_said' | 'artifacts'
>;

interface Judged {
  readonly verdict: Diagnosis['verdict'];
  readonly ranked: readonly RankedFinding[];
  readonly place: DecisivePlace;
  readonly links: LinkReport;
}

/** What a reader drills into after the verdict; a view without anything to show is absent. */
export function buildViews(run: Run, { verdict, ranked, place, links }: Judged): Views {
  const changes = comparePages(run, place.step);
  const card = buildFailingStep(run, place, { links, changes });
  const network = buildNetwork(run, wantedEntries(card, ranked));
  const said = buildSkyvernSaid(run, verdict, ranked);
  const decisiveStepId = place.step?.stepId ?? null;
  return {
    ...(card === undefined ? {} : { failing_step: card }),
    ...(network === undefined ? {} : { network }),
    ...filled('links', buildLinks(links)),
    ...filled('page_changes', buildPageChanges(changes)),
    ...filled('llm_calls', buildLlmCalls(run, { links, ranked, decisiveStepId })),
    ...(said === undefined ? {} : { skyvern_said: said }),
    ...filled('artifacts', buildArtifacts(run)),
  };
}

function filled<Name extends 'links' | 'page_changes' | 'llm_calls' | 'artifacts'>(
  name: Name,
  rows: NonNullable<Views[Name]>,
): Pick<Views, Name> | Record<never, never> {
  return rows.length === 0 ? {} : { [name]: rows };
}

/** Requests that the card or the evidence points at must have a row to point to. */
function wantedEntries(
  card: Diagnosis['failing_step'],
  ranked: readonly RankedFinding[],
): ReadonlySet<number> {
  const cited = ranked.flatMap(({ finding }) =>
    finding.evidence.flatMap(({ locator }) =>
      locator.kind === 'har-entry' ? [locator.index] : [],
    ),
  );
  return new Set([...cited, ...(card?.requests ?? [])]);
}
