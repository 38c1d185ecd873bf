import { artifactsView, linksView, llmCallsView, pageChangesView } from './drill-down.ts';
import { failingStepView } from './failing-step.ts';
import { networkView } from './network.ts';
import type { Page } from './page.ts';
import type { View } from './parts.ts';
import { sectionView } from './sections.ts';
import { alternativesView, chainView, fixesView, skyvernView, unseenView } from './story.ts';
import { timelineView } from './timeline.ts';
import { whyView } from './why.ts';

const VIEWS: readonly (readonly [id: string, view: (page: Page) => View | undefined])[] = [
  ['why', whyView],
  ['what-to-do', fixesView],
  ['chain', chainView],
  ['failing-step', failingStepView],
  ['timeline', timelineView],
  ['requests', networkView],
  ['links', linksView],
  ['page-changes', pageChangesView],
  ['llm-calls', llmCallsView],
  ['alternatives', alternativesView],
  ['unseen', unseenView],
  ['skyvern-said', skyvernView],
  ['artifacts', artifactsView],
];

/**
 * Every view that has something to show, in reading order. A section written as data takes the place of the view of its
 * id when that view has nothing; sections of other ids come last.
 */
export function viewsOf(page: Page): readonly View[] {
  const { sections } = page.diagnosis;
  const views = VIEWS.map(([id, view]) => {
    const section = sections.find((row) => row.id === id);
    return view(page) ?? (section === undefined ? undefined : sectionView(section, id));
  });
  const known = new Set(VIEWS.map(([id]) => id));
  const others = sections.filter((section) => !known.has(section.id));
  return [
    ...views.filter((view) => view !== undefined),
    ...others.map((section, index) => sectionView(section, `section-${index + 1}`)),
  ];
}
