import { expect, test } from 'vitest';
import { objectSource } from '../../src/bundle/memory-source.ts';

test('an object is a bundle whose texts are UTF-8', async () => {
  const bundle = objectSource({
    manifest: { run_id: 'tsk_1' },
    entries: { 'b.txt': 'ü', 'a.bin': new Uint8Array([1]) },
  });
  expect(bundle.manifest).toMatchObject({ run_id: 'tsk_1', artifacts: [], resources: [] });
  expect(bundle.entryNames).toEqual(['a.bin', 'b.txt']);
  expect(bundle.sizeOf('b.txt')).toBe(2);
  expect(await bundle.readBytes('b.txt')).toEqual(new Uint8Array([0xc3, 0xbc]));
});

test('an entry that is not there is an error that names it', async () => {
  const bundle = objectSource({});
  await expect(bundle.readBytes('toString')).rejects.toMatchObject({
    code: 'entry-missing',
    entry: 'toString',
  });
});
