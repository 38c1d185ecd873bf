import type { RunDifference } from '../../compare/difference-schema.ts';
import { terminalText } from '../escape/terminal.ts';
import {
  evidencePlace,
  natureLine,
  partingLine,
  runsLine,
  STATE_SIGNS,
  STEP_SIGNS,
  stepNames,
} from './words.ts';

/** Two runs side by side, for a terminal. */
export function renderDifferenceTerminal(difference: RunDifference): string {
  const { verdict, parting, layers, steps } = difference;
  const place = partingLine(difference);
  const lines = [
    verdict.summary,
    natureLine(difference),
    runsLine(difference),
    '',
    ...(place === undefined ? [] : [place]),
    ...(parting?.evidence ?? []).flatMap((evidence) => [
      `  ${evidence.claim} (${evidencePlace(evidence)})`,
      ...(evidence.excerpt === '' ? [] : [`    ${evidence.excerpt}`]),
    ]),
    '',
    'Layers there:',
    ...layers.map(
      ({ layer, state, title }) => `  ${STATE_SIGNS[state]} ${layer.padEnd(8)} ${title}`,
    ),
    '',
    'Steps (good|bad):',
    ...steps.map(
      (step) => `  ${STEP_SIGNS[step.state]} ${stepNames(step).padEnd(5)} ${step.title}`,
    ),
  ];
  return `${lines.map(terminalText).join('\n')}\n`;
}
