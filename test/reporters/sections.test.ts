import { expect, test } from 'vitest';
import { renderHtml } from '../../src/reporters/html.ts';
import { renderTerminal } from '../../src/reporters/terminal.ts';
import { diagnosis, request, timelineRow } from '../support/diagnosis-builder.ts';

const section = {
  id: 'requests',
  title: 'Traffic',
  details: [{ kind: 'text', text: 'Written as data.' } as const],
};
const timeline = [timelineRow()];

test('a section takes the place of the view of its id when that view has nothing to show', () => {
  const story = diagnosis({ timeline, sections: [section] });
  expect(renderHtml(story)).toMatch(/id="requests"[^]*Traffic[^]*Written as data\./);
  expect(renderTerminal(story)).toContain('TRAFFIC\n  Written as data.\n');
});

test('a view with something to show wins over the section of its id', () => {
  const network = { bodies: 'recorded', rows: [request()], omitted: 0 } as const;
  const story = diagnosis({
    timeline,
    sections: [section],
    network: { ...network, rows: [...network.rows] },
  });
  expect(renderHtml(story)).not.toContain('Written as data.');
  expect(renderTerminal(story)).not.toContain('Written as data.');
});

test('a section of an id of its own comes last', () => {
  const story = diagnosis({ timeline, sections: [{ ...section, id: 'something-else' }] });
  expect(renderTerminal(story)).toMatch(
    /TIMELINE[^]*TRAFFIC\n {2}Written as data\.\n\nskyvern-debrief/,
  );
});
