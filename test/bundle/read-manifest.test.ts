import { describe, expect, test } from 'vitest';
import { readManifest } from '../../src/bundle/read-manifest.ts';
import { artifact, manifestText } from './zip-of.ts';

const read = (text: string) => readManifest(new TextEncoder().encode(text));

test('a manifest of this version is read, unknown fields of rows kept', () => {
  const row = { artifact_id: 'a_1', artifact_type: 'har', run_id: 'tsk_1' };
  const manifest = read(manifestText({ artifacts: [artifact('a.har', { row })] }));
  expect(manifest.artifacts[0]?.row).toEqual(row);
  expect(manifest.warnings).toEqual([]);
});

test('a smaller version of the same major is read', () => {
  expect(read(manifestText({ schema: 'skyvern-debrief/bundle@1.7' })).run_id).toBe('tsk_1');
});

describe('a manifest that cannot be used says why', () => {
  test.each([
    ['newer-format', 'format 2', manifestText({ schema: 'skyvern-debrief/bundle@2' })],
    ['not-a-bundle', 'not the one of a debrief bundle', manifestText({ schema: 'other@1' })],
    ['not-a-bundle', 'not the one of a debrief bundle', manifestText({ schema: 7 })],
    ['not-a-bundle', 'not the one', manifestText({ schema: 'skyvern-debrief/bundle@0' })],
    ['not-a-bundle', 'not a JSON object', '[]'.replace('[]', 'null')],
    ['not-a-bundle', 'not JSON', '{"schema":'],
    [
      'not-a-bundle',
      'at "artifacts.0.entry"',
      manifestText({ artifacts: [artifact('x', { entry: 7 })] }),
    ],
  ])('%s: %s', (code, part, text) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(part) }),
    );
  });

  test('not UTF-8', () => {
    expect(() => readManifest(new Uint8Array([0xff]))).toThrow('not JSON');
  });
});
