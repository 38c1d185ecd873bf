import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderGithub } from '../../../src/reporters/github.ts';
import { finding } from '../../support/diagnosis-builder.ts';
import { hostileText } from '../hostile-characters.ts';
import { withEveryString } from '../hostile.ts';
import { inconclusiveRun } from '../stories/quiet-runs.ts';
import { refusedSubmit } from '../stories/refused-submit.ts';

/** Both parsers of the runner: `::command::` at the start of a line, `##[command]` anywhere. */
function commandsOf(output: string): readonly string[] {
  return output.split(/\r\n|\r|\n/).flatMap((line) => {
    const modern = /^\s*::([a-z-]+)(?: [^:]*)?::/.exec(line);
    const old = /##\[([a-z-]+)/.exec(line);
    return [modern?.[1], old?.[1]].filter((name) => name !== undefined);
  });
}

const hostile = fc.oneof(
  hostileText,
  fc.constantFrom(
    'a\n::error::b',
    '\r::set-output name=a::b',
    '##[command]x',
    '::stop-commands::x',
    '%0A::error::x',
    'a,b:c::d',
  ),
);

test('the runner sees the commands of the report and no others', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      expect(commandsOf(renderGithub(withEveryString(refusedSubmit, text)))).toEqual(['error']);
      expect(commandsOf(renderGithub(withEveryString(inconclusiveRun, text)))).toEqual([
        'error',
        'warning',
      ]);
    }),
  );
});

test('there are never more than ten annotations, and no message is longer than GitHub keeps', () => {
  const many = Array.from({ length: 40 }, () =>
    finding({ role: 'contributing', explanation: 'x'.repeat(9000), title: '%:,'.repeat(3000) }),
  );
  const lines = renderGithub({ ...refusedSubmit, findings: many })
    .trimEnd()
    .split('\n');
  expect(lines).toHaveLength(10);
  for (const line of lines)
    expect(line.slice(line.indexOf('::', 2) + 2).length).toBeLessThanOrEqual(4096);
});

test('the annotation says what happened, how sure it is and what to do', () => {
  const report = renderGithub(refusedSubmit);
  expect(report).toMatch(
    /^::error title=tsk_501 network\.http_4xx_submit::The site refused the booking/,
  );
  expect(report).toContain(
    '%0Avery likely (0.93); for the author of the task; retry after a change%0A- POST /api/appointments',
  );
});
