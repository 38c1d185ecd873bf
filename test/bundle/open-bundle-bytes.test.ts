import { describe, expect, test } from 'vitest';
import { openBundleBytes } from '../../src/bundle/open-bundle-bytes.ts';
import { buildZip } from '../hostile/zips-builder.ts';
import { artifact, manifestText, zipOf } from './zip-of.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('bytes of a zip', () => {
  test('open as a bundle', async () => {
    const bundle = await openBundleBytes(
      await zipOf({
        'manifest.json': manifestText({ artifacts: [artifact('a.txt')] }),
        'a.txt': 'text',
      }),
    );
    expect(bundle.entryNames).toEqual(['a.txt']);
    expect(await bundle.readBytes('a.txt')).toEqual(encode('text'));
    await expect(bundle.readBytes('b.txt')).rejects.toMatchObject({ code: 'entry-missing' });
  });

  test('are refused for bytes around them, as on disk', async () => {
    const zip = buildZip([{ name: 'manifest.json', content: manifestText() }], {
      suffix: encode('junk'),
    });
    await expect(openBundleBytes(zip)).rejects.toMatchObject({
      code: 'unsafe-zip',
      rule: 'trailing-bytes',
    });
  });

  test('keep the limits they are given', async () => {
    const zip = await zipOf({ 'manifest.json': manifestText(), 'a.txt': 'text' });
    await expect(openBundleBytes(zip, { limits: { entries: 1 } })).rejects.toMatchObject({
      code: 'limit-exceeded',
      rule: 'limit-entries',
    });
  });
});

describe('bytes of a HAR', () => {
  test('open under the name they came with', async () => {
    const bundle = await openBundleBytes(encode('{"log":{}}'), { name: 'C:\\files\\my.har' });
    expect(bundle.entryNames).toEqual(['my.har']);
    expect(bundle.problems).toEqual([]);
  });

  test.each([undefined, '', '..', 'a\u202e.har'])(
    'open as run.har when called %o',
    async (name) => {
      const options = name === undefined ? {} : { name };
      const bundle = await openBundleBytes(encode('{"log":{}}'), options);
      expect(bundle.entryNames).toEqual(['run.har']);
    },
  );
});

test.each([
  ['empty-bundle', ''],
  ['not-a-bundle', '{"detail":"x"}'],
  ['not-a-bundle', 'hello'],
  ['damaged-zip', 'PK\u0003\u0004'],
])('refuses with %s what is %o', async (code, text) => {
  await expect(openBundleBytes(encode(text))).rejects.toMatchObject({ code });
});
