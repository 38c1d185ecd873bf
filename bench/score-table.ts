import type { Mark } from './mark.ts';

export const TABLE_HEAD = [
  '| bundle | top 1 | top 3 | step | block | evidence quoted | false alarms | wrong at 0.8 or more | inconclusive | bad pointers |',
  '|---|---|---|---|---|---|---|---|---|---|',
].join('\n');

/** One line of the table. */
export function renderRow(name: string, marks: readonly Mark[]): string {
  const ill = marks.filter(({ isHealthy }) => !isHealthy);
  const well = marks.filter(({ isHealthy }) => isHealthy);
  const cells = [
    name,
    share(ill.map(({ isRight }) => isRight)),
    share(ill.map(({ isAmongThree }) => isAmongThree)),
    share(ill.map(({ isStepRight }) => isStepRight)),
    share(ill.map(({ isBlockRight }) => isBlockRight)),
    share(ill.map(({ isProven }) => isProven)),
    `${well.filter(({ isRight }) => !isRight).length}/${well.length}`,
    marks.filter(({ isFalselySure }) => isFalselySure).length,
    ill.filter(({ isInconclusive }) => isInconclusive).length,
    marks.reduce((sum, { badPointers }) => sum + badPointers, 0),
  ];
  return `| ${cells.join(' | ')} |`;
}

function share(answers: readonly (boolean | undefined)[]): string {
  const asked = answers.filter((answer) => answer !== undefined);
  return `${asked.filter(Boolean).length}/${asked.length}`;
}
