import { describe, expect, it } from 'vitest';
import { failure } from '../../src/acquire/failure.ts';
import { Fates } from '../../src/acquire/fates.ts';
import type { ListedArtifact } from '../../src/acquire/rows.ts';

function rowOf(id: string): ListedArtifact {
  return {
    key: id,
    artifactId: id,
    artifactType: 'har',
    uri: undefined,
    bundleKey: undefined,
    signedUrl: undefined,
    listedBytes: undefined,
    checksum: undefined,
    isArchived: false,
    stepId: undefined,
    blockId: undefined,
    thoughtId: undefined,
    row: { artifact_id: id, artifact_type: 'har' },
  };
}

const [known, awaited] = [rowOf('a_1'), rowOf('a_2')];
const lost = failure('missing', 'gone');

describe('fates', () => {
  it('are told before and after they are known', async () => {
    const fates = new Fates();
    const early = Promise.all([fates.of(awaited), fates.of(awaited)]);
    fates.settle(awaited, lost);
    expect(await early).toEqual([lost, lost]);
    expect(await fates.of(awaited)).toBe(lost);
  });

  it('end those who wait with the reason, and keep what was known', async () => {
    const fates = new Fates();
    fates.settle(known, lost);
    const early = fates.of(awaited);
    fates.end(new Error('disk full'));
    await expect(early).rejects.toThrow('disk full');
    await expect(fates.of(awaited)).rejects.toThrow('disk full');
    expect(await fates.of(known)).toBe(lost);
  });

  it('come once', () => {
    const fates = new Fates();
    fates.settle(known, lost);
    expect(() => fates.settle(known, lost)).toThrow('two fates');
  });
});
