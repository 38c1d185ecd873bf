import type { Page } from './page.ts';
import type { View } from './parts.ts';
import { artifactsView, linksView, llmCallsView, pageChangesView } from './drill-down.ts';
import { failingStepView } from './failing-step.ts';
import { networkView } from './network.ts';
import { sectionView } from './sections.ts';
import { alternativesView, chainView, fixesView, skyvernView, unseenView } from './story.ts';
import { timelineView } from './timeline.ts';
import { whyView } from './why.ts';

const VIEWS = [
  whyView,
  fixesView,
  chainView,
  failingStepView,
  timelineView,
  networkView,
  linksView,
  pageChangesView,
  llmCallsView,
  alternativesView,
  unseenView,
  skyvernView,
  artifactsView,
] as const;

/** Every view that has something to show, in reading order; sections as data come where no view covers them. */
export function viewsOf(page: Page): readonly View[] {
  const views = VIEWS.map((view) => view(page)).filter((view) => view !== undefined);
  const covered = new Set(views.map((view) => view.id));
  const others = page.diagnosis.sections.filter((section) => !covered.has(section.id));
  return [
    ...views,
    ...others.map((section, index) => sectionView(section, `section-${index + 1}`)),
  ];
}
