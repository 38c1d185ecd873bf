import type { StepChange } from '../../changes/index.ts';
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
  const rows = buildRows(run, {
    links,
    ranked,
    changes,
    decisiveStepId: place.step?.stepId ?? null,
  });
  return {
    ...(card === undefined ? {} : { failing_step: card }),
    ...(network === undefined ? {} : { network }),
    ...rows,
    ...(said === undefined ? {} : { skyvern_said: said }),
  };
}

interface RowFacts {
  readonly links: LinkReport;
  readonly ranked: readonly RankedFinding[];
  readonly changes: readonly StepChange[];
  readonly decisiveStepId: string | null;
}

function buildRows(run: Run, facts: RowFacts): Views {
  const links = buildLinks(facts.links);
  const changes = buildPageChanges(facts.changes);
  const calls = buildLlmCalls(run, facts);
  const artifacts = buildArtifacts(run);
  return {
    ...(links.length === 0 ? {} : { links }),
    ...(changes.length === 0 ? {} : { page_changes: changes }),
    ...(calls.length === 0 ? {} : { llm_calls: calls }),
    ...(artifacts.length === 0 ? {} : { artifacts }),
  };
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
