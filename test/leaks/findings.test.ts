import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { openRecording } from '../../bench/recording-source.ts';
import { openBundle } from '../../src/node.ts';
import { compareShared, sourceOf } from './compare-shared.ts';

const RECORDINGS = fileURLToPath(new URL('../../fixtures/recordings/', import.meta.url));

it.each(readdirSync(RECORDINGS))(
  'the shareable bundle of %s yields the findings of the raw one',
  async (story) => {
    const { differences, shared } = await compareShared(
      await openRecording(join(RECORDINGS, story)),
    );
    expect(differences).toEqual([]);
    expect(shared.manifest.contents).toBe('redacted');
  },
);

it('a bundle as fetch writes it can be shared, and the shared one shared again', async () => {
  const raw = await openBundle(
    fileURLToPath(new URL('../../fixtures/bundles/v1.zip', import.meta.url)),
  );
  expect(raw.manifest.contents).toBe('raw');
  const once = await compareShared(raw);
  expect(once.differences).toEqual([]);
  const twice = await compareShared(sourceOf(once.shared));
  expect(twice.differences).toEqual([]);
  expect(twice.shared.redactions).toEqual([]);
  await raw.close?.();
});
