import type { Diagnosis, Section } from '../../diagnosis/diagnosis.ts';
import { cardTitle } from '../words/outcome.ts';
import { list, prose } from './block.ts';
import type { Block, OutlineSection } from './block.ts';
import { sectionOutline } from './details.ts';
import { symptomBlocks, whyBlocks } from './evidence.ts';
import { failingStepBlocks } from './failing-step.ts';
import { networkBlocks } from './network.ts';
import { timelineBlocks } from './timeline.ts';
import {
  alternativeBlocks,
  linkBlocks,
  llmCallBlocks,
  pageChangeBlocks,
  skyvernBlocks,
  unseenBlocks,
} from './views.ts';

type Plan = readonly [id: string, title: string, blocks: readonly Block[], isDetail?: boolean];

function ordered(rows: readonly string[]): readonly Block[] {
  return rows.length === 0
    ? []
    : [
        list(
          rows.map((row) => ({ line: [prose(row)] })),
          true,
        ),
      ];
}

function plan(diagnosis: Diagnosis): readonly Plan[] {
  const chain = diagnosis.causal_chain;
  return [
    ['why', 'Why', whyBlocks(diagnosis)],
    ['what-to-do', 'What to do', ordered(diagnosis.verdict.fixes)],
    ['chain', 'How it came about', chain.length < 2 ? [] : ordered(chain)],
    ['failing-step', cardTitle(diagnosis), failingStepBlocks(diagnosis)],
    ['timeline', 'Timeline', timelineBlocks(diagnosis.timeline)],
    ['alternatives', 'Also considered', alternativeBlocks(diagnosis)],
    ['unseen', 'What could not be seen', unseenBlocks(diagnosis)],
    ['symptoms', 'Symptoms and unrelated trouble', symptomBlocks(diagnosis), true],
    ['requests', 'Requests', networkBlocks(diagnosis), true],
    ['links', 'Links', linkBlocks(diagnosis), true],
    ['page-changes', 'Page changes', pageChangeBlocks(diagnosis), true],
    ['llm-calls', 'Model calls', llmCallBlocks(diagnosis), true],
    ['skyvern-said', 'What Skyvern said', skyvernBlocks(diagnosis), true],
  ];
}

/** Everything a text report says after the verdict, in reading order; empty sections are left out. */
export function outline(diagnosis: Diagnosis): readonly OutlineSection[] {
  const written = new Map<string, Section>(
    diagnosis.sections.map((section) => [section.id, section]),
  );
  const planned = plan(diagnosis);
  const known = new Set(planned.map(([id]) => id));
  const sections = planned.map(([id, title, blocks, isDetail = false]) => {
    const section = written.get(id);
    if (blocks.length > 0 || section === undefined) return { id, title, blocks, isDetail };
    return { ...sectionOutline(section), isDetail };
  });
  const others = diagnosis.sections.filter((section) => !known.has(section.id)).map(sectionOutline);
  return [...sections, ...others].filter((section) => section.blocks.length > 0);
}
