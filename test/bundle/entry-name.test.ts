import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  artifactEntryName,
  stepFolder,
  stepFolderInUri,
  uniqueNames,
  type EntryNaming,
} from '../../src/bundle/entry-name.ts';

const prompt: EntryNaming = {
  artifactId: 'a_123',
  artifactType: 'llm_prompt',
  uri: 'file:///data/x_llm_prompt.txt',
  folder: '00_0_stp_1',
  position: '03',
};

describe('artifactEntryName', () => {
  it('names a file of a step by folder, position, type and id', () => {
    expect(artifactEntryName(prompt)).toBe('artifacts/00_0_stp_1/03_llm_prompt_a_123.txt');
  });

  it('puts what belongs to the whole run under run', () => {
    expect(
      artifactEntryName({
        ...prompt,
        artifactId: 'a_5',
        artifactType: 'har',
        uri: 's3://b/x_har.har.zst',
        folder: undefined,
      }),
    ).toBe('artifacts/run/har_a_5.har');
  });

  it.each([
    ['screenshot_llm', 'png'],
    ['html_action', 'html'],
    ['visible_elements_tree', 'json'],
    ['skyvern_log', 'log'],
    ['hologram', 'bin'],
  ])(
    'takes the extension of a %s from its type when the path has none',
    (artifactType, extension) => {
      expect(artifactEntryName({ ...prompt, artifactType, uri: undefined })).toMatch(
        new RegExp(`\\.${extension}$`),
      );
    },
  );

  it('does not call a member by the extension of its archive', () => {
    expect(artifactEntryName({ ...prompt, uri: 's3://b/step_archive.zip' })).toMatch(/\.txt$/);
  });

  it('never leaves its folder and never has a character that some system minds', () => {
    fc.assert(
      fc.property(
        fc.record({
          artifactId: fc.string(),
          artifactType: fc.string(),
          uri: fc.string(),
          folder: fc.option(fc.string(), { nil: undefined }),
        }),
        (parts) => {
          const name = artifactEntryName({ ...parts, position: '00' });
          expect(name).toMatch(/^artifacts\/[A-Za-z0-9_-]+\/[A-Za-z0-9_-]+\.[a-z0-9]{1,8}$/);
        },
      ),
    );
  });
});

describe('uniqueNames', () => {
  it('keeps names that differ by case apart', () => {
    expect(uniqueNames(['x/a.txt', 'x/A.txt', 'x/a.txt'])).toEqual([
      'x/a.txt',
      'x/A~2.txt',
      'x/a~3.txt',
    ]);
  });
});

describe('stepFolder', () => {
  it('is found again in the storage path of the server', () => {
    const folder = stepFolder({ order: 1, retryIndex: 2, stepId: 'stp_9' });
    expect(stepFolderInUri(`file:///data/o_1/tsk_1/${folder}/2026_a_1_har.har`)).toBe('01_2_stp_9');
  });
});
