import type { RunDifference } from '../../compare/difference-schema.ts';
import { markdownCell, markdownCode, markdownProse } from '../escape/markdown.ts';
import {
  evidencePlace,
  natureLine,
  partingLine,
  runsLine,
  STATE_SIGNS,
  STEP_SIGNS,
  stepNames,
} from './words.ts';

/** Rows that fit a comment; the rest is counted. */
const MAX_STEPS = 60;

/** Two runs side by side, for a ticket or a pull request. */
export function renderDifferenceMarkdown(difference: RunDifference): string {
  const { verdict, layers, steps, parting } = difference;
  const place = partingLine(difference);
  const rest = steps.length - MAX_STEPS;
  const blocks = [
    `## ${markdownProse(verdict.summary)}`,
    markdownProse(natureLine(difference)),
    markdownProse(runsLine(difference)),
    ...(place === undefined ? [] : [`**${markdownProse(place)}**`]),
    (parting?.evidence ?? [])
      .map(
        (evidence) =>
          `- ${markdownProse(evidence.claim)} (${markdownCode(evidencePlace(evidence))})${evidence.excerpt === '' ? '' : `: ${markdownCode(evidence.excerpt)}`}`,
      )
      .join('\n'),
    table(
      ['', 'layer', 'there'],
      layers.map(({ layer, state, title }) => [STATE_SIGNS[state], layer, markdownProse(title)]),
    ),
    table(
      ['', 'good¦bad', 'step'],
      steps
        .slice(0, MAX_STEPS)
        .map((step) => [
          `\`${STEP_SIGNS[step.state]}\``,
          stepNames(step),
          markdownCode(step.title.slice(0, 300)),
        ]),
    ),
    ...(rest > 0 ? [`${rest} more steps.`] : []),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(markdownCell).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}
