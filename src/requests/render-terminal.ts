import type { RequestGroup } from './groups.ts';
import { outlineOf } from './outline.ts';
import { causesOf, groupTitle, headline, occurrences, oneLine } from './phrases.ts';
import type { RequestReport } from './report.ts';

/** Terminal text of a report; `isAll` lists what was left out instead of counting it. */
export function renderTerminal(report: RequestReport, { isAll = false } = {}): string {
  const lines = [headline(report)];
  report.groups.forEach((group, position) => {
    lines.push('', ...groupLines(group, position + 1));
  });
  for (const { title, lines: sectionLines } of outlineOf(report, isAll)) {
    lines.push('', title, ...sectionLines.map((line) => `  ${line}`));
  }
  return `${lines.join('\n')}\n`;
}

function groupLines(group: RequestGroup, number: number): readonly string[] {
  const { requests, why, level, isStorm, consoleLine } = group;
  const count = requests.length > 1 ? `  ${requests.length}×${isStorm ? ', in a storm' : ''}` : '';
  const causes = causesOf(group);
  const lines = [
    `${number}. ${groupTitle(group)}${count}`,
    `   ${level === 'possible' ? 'may have mattered: ' : ''}${oneLine(why, 300)}`,
    `   ${occurrences(group)}`,
  ];
  if (causes.length > 0) lines.push(`   ${causes.slice(0, 4).join('; ')}`);
  if (consoleLine !== undefined) {
    lines.push(`   console line ${consoleLine.line}: ${oneLine(consoleLine.text)}`);
  }
  return lines;
}
