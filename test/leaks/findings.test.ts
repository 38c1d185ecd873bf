import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { openRecording } from '../../bench/recording-source.ts';
import { compareShared } from './compare-shared.ts';

const RECORDINGS = fileURLToPath(new URL('../../fixtures/recordings/', import.meta.url));

it.each(readdirSync(RECORDINGS))(
  'the shareable bundle of %s yields the findings of the raw one',
  async (story) => {
    const { differences, shared } = await compareShared(
      await openRecording(join(RECORDINGS, story)),
    );
    expect(differences).toEqual([]);
    expect(shared.manifest.secrets).toBe('redacted');
  },
);
