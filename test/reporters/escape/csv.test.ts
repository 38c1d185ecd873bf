import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderCsv } from '../../../src/reporters/csv.ts';
import { visible } from '../../../src/reporters/escape/visible.ts';
import { diagnosis, finding } from '../../support/diagnosis-builder.ts';
import { hostileText } from '../hostile-characters.ts';
import { refusedSubmit } from '../stories/refused-submit.ts';

/** RFC 4180, written as a state machine. */
function readCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  let cell = '';
  let isQuoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] ?? '';
    if (isQuoted && character === '"' && text[index + 1] === '"') {
      cell += '"';
      index += 1;
    } else if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (character === ',' || character === '\r')) {
      rows.at(-1)?.push(cell);
      cell = '';
    } else if (!isQuoted && character === '\n') rows.push([]);
    else cell += character;
  }
  return rows.filter((row) => row.length > 0);
}

test('a reader gets back the rectangle that was written, whatever the text', () => {
  fc.assert(
    fc.property(
      fc.oneof(hostileText, fc.constantFrom('a"b', 'a,b', 'a\nb', '=1+1', '@x', ' \t-1', '""')),
      (title) => {
        const rows = readCsv(renderCsv(diagnosis({ findings: [finding({ title })] })));
        expect(rows.map((row) => row.length)).toEqual([17, 17]);
        expect([visible(title), `'${visible(title)}`]).toContain(rows[1]?.[8]);
      },
    ),
  );
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '\n=1'])(
  'a spreadsheet takes %j for text',
  (title) => {
    const rows = readCsv(renderCsv(diagnosis({ findings: [finding({ title })] })));
    expect(rows[1]?.[8]?.startsWith("'")).toBe(true);
  },
);

test('there is one row per evidence', () => {
  expect(readCsv(renderCsv(refusedSubmit))).toHaveLength(1 + 5);
  expect(readCsv(renderCsv(diagnosis()))).toHaveLength(2);
});
