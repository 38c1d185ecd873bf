import { expect, test } from 'vitest';
import { REPORTERS } from '../../src/reporters/index.ts';
import { golden } from '../support/golden.ts';
import { STORIES } from './stories/index.ts';

const EXTENSIONS = [
  ['terminal', 'txt'],
  ['markdown', 'md'],
  ['json', 'json'],
  ['html', 'html'],
  ['prompt', 'prompt.txt'],
  ['github', 'github.txt'],
  ['junit', 'junit.xml'],
  ['ctrf', 'ctrf.json'],
  ['sarif', 'sarif'],
  ['ndjson', 'ndjson'],
  ['csv', 'csv'],
] as const;

/** Two hundred steps fill megabytes in the full formats; the short ones show how they are folded. */
const isKept = (story: string, extension: string): boolean =>
  story !== 'long-run' || ['txt', 'md'].includes(extension);

for (const [format, extension] of EXTENSIONS) {
  for (const [story, diagnosis] of STORIES) {
    if (!isKept(story, extension)) continue;
    test(`the ${format} report of ${story} is its golden file, byte for byte`, async () => {
      const render = await REPORTERS[format]();
      const report = render(diagnosis, {});
      expect(report).toBe(golden(`fixtures/reports/${story}.${extension}`, report));
    });
  }
}

test('a report is the same text every time', async () => {
  for (const [format] of EXTENSIONS) {
    const render = await REPORTERS[format]();
    for (const diagnosis of STORIES.values())
      expect(render(diagnosis, {})).toBe(render(structuredClone(diagnosis), {}));
  }
});
