import { describe, expect, it } from 'vitest';
import { failure } from '../../src/acquire/failure.ts';
import { Fates } from '../../src/acquire/fates.ts';
import type { ListedArtifact } from '../../src/acquire/rows.ts';

const [known, awaited]: readonly ListedArtifact[] = ['a_1', 'a_2'].map((id) => ({
  key: id,
  artifactId: id,
  artifactType: 'har',
  isArchived: false,
  row: { artifact_id: id, artifact_type: 'har' },
})) as never;
if (known === undefined || awaited === undefined) throw new Error('no rows');
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
