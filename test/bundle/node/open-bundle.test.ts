import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openBundle } from '../../../src/bundle/node/open-bundle.ts';
import { buildZip } from '../../hostile/zips-builder.ts';
import { artifact, manifestText, zipOf } from '../zip-of.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'open-bundle-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, content);
  return path;
}

const files = {
  'manifest.json': manifestText({ artifacts: [artifact('artifacts/prompt.txt')] }),
  'artifacts/prompt.txt': 'Find the invoice',
};

async function textOf(bytes: Promise<Uint8Array>): Promise<string> {
  return new TextDecoder().decode(await bytes);
}

describe('a zip with a manifest', () => {
  test('opens, and its entries are read and streamed', async () => {
    const bundle = await openBundle(await file('run.zip', await zipOf(files)));
    expect(bundle.manifest.run_id).toBe('tsk_1');
    expect(bundle.entryNames).toEqual(['artifacts/prompt.txt']);
    expect(bundle.problems).toEqual([]);
    expect(bundle.sizeOf('artifacts/prompt.txt')).toBe(16);
    expect(await textOf(bundle.readBytes('artifacts/prompt.txt'))).toBe('Find the invoice');
    const chunks = [];
    for await (const chunk of bundle.openStream?.('artifacts/prompt.txt') ?? []) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toBe('Find the invoice');
    await bundle.close?.();
  });

  test('says which entry is not there', async () => {
    const bundle = await openBundle(await file('run.zip', await zipOf(files)));
    await expect(bundle.readBytes('nope.txt')).rejects.toMatchObject({
      code: 'entry-missing',
      entry: 'nope.txt',
    });
    expect(bundle.sizeOf('nope.txt')).toBeUndefined();
    await bundle.close?.();
  });
});

describe('a zip with damaged or large entries', () => {
  test('keeps the other entries readable when one is damaged, streamed or not', async () => {
    const path = await file(
      'run.zip',
      buildZip([
        { name: 'manifest.json', content: manifestText() },
        { name: 'bad.txt', crc: 1 },
        { name: 'worse.txt', raw: new Uint8Array([0xff, 0xff]) },
        { name: 'good.txt', content: 'good' },
      ]),
    );
    const bundle = await openBundle(path);
    const drain = async (name: string): Promise<void> => {
      for await (const chunk of bundle.openStream?.(name) ?? []) void chunk;
    };
    for (const name of ['bad.txt', 'worse.txt']) {
      const expected = { code: 'entry-damaged', entry: name };
      await expect(bundle.readBytes(name)).rejects.toMatchObject(expected);
      await expect(drain(name)).rejects.toMatchObject(expected);
    }
    expect(await textOf(bundle.readBytes('good.txt'))).toBe('good');
    await bundle.close?.();
  });

  test('hands a stream no more than the declared bytes', async () => {
    const lying = { name: 'lie.txt', content: 'x'.repeat(100_000), sizeBytes: 10 };
    const path = await file(
      'run.zip',
      buildZip([{ name: 'manifest.json', content: manifestText() }, lying]),
    );
    const bundle = await openBundle(path);
    let receivedBytes = 0;
    const drain = async (): Promise<void> => {
      for await (const chunk of bundle.openStream?.('lie.txt') ?? []) receivedBytes += chunk.length;
    };
    await expect(drain()).rejects.toMatchObject({ rule: 'size-mismatch' });
    expect(receivedBytes).toBeLessThanOrEqual(10);
    await bundle.close?.();
  });

  test('streams what is too large to hold in memory', async () => {
    const video = buildZip([
      { name: 'manifest.json', content: manifestText() },
      { name: 'recording.webm', content: 'x'.repeat(5000), method: 0 },
    ]);
    const small = await openBundle(await file('video.zip', video), {
      limits: { entryBytes: 4000 },
    });
    await expect(small.readBytes('recording.webm')).rejects.toMatchObject({
      code: 'limit-exceeded',
      rule: 'limit-memory',
    });
    let streamedBytes = 0;
    for await (const chunk of small.openStream?.('recording.webm') ?? [])
      streamedBytes += chunk.length;
    expect(streamedBytes).toBe(5000);
    await small.close?.();
  });
});

describe('an unpacked folder', () => {
  test('opens like the zip it came from', async () => {
    for (const [name, content] of Object.entries(files)) await file(`run/${name}`, content);
    const bundle = await openBundle(join(folder, 'run'));
    expect(bundle.entryNames).toEqual(['artifacts/prompt.txt']);
    expect(bundle.sizeOf('artifacts/prompt.txt')).toBe(16);
    expect(await textOf(bundle.readBytes('artifacts/prompt.txt'))).toBe('Find the invoice');
    expect(() => bundle.openStream?.('../outside')).toThrow('no entry');
  });

  test('names links as problems and does not follow them', async () => {
    await file('secret.txt', 'secret');
    await file('run/manifest.json', manifestText());
    await symlink(join(folder, 'secret.txt'), join(folder, 'run', 'link.txt'));
    const bundle = await openBundle(join(folder, 'run'));
    expect(bundle.entryNames).toEqual([]);
    expect(bundle.problems).toEqual(['"link.txt" is left out: no plain file with a plain name']);
    await expect(bundle.readBytes('link.txt')).rejects.toMatchObject({ code: 'entry-missing' });
  });
});

describe('a HAR without a bundle', () => {
  const har = '{"log":{"entries":[]}}';

  test('gets a manifest of one artifact and no run', async () => {
    const bundle = await openBundle(await file('network.har', har));
    expect(bundle.manifest.run_id).toBeNull();
    expect(bundle.manifest.artifacts).toMatchObject([
      { artifact_id: 'a_har', artifact_type: 'har', entry: 'network.har', size: 22 },
    ]);
    expect(await textOf(bundle.readBytes('network.har'))).toBe(har);
    await expect(bundle.readBytes('other')).rejects.toMatchObject({ code: 'entry-missing' });
  });

  test('is recognised without its extension', async () => {
    const bundle = await openBundle(await file('network.json', `\ufeff ${har}`));
    expect(bundle.entryNames).toEqual(['network.json']);
  });

  test('is found in a zip, beside the bodies it refers to', async () => {
    const path = await file('network.zip', await zipOf({ 'har.har': har, '0a1b.png': 'PNG' }));
    const bundle = await openBundle(path);
    expect(bundle.manifest.artifacts[0]?.entry).toBe('har.har');
    expect(bundle.entryNames).toEqual(['0a1b.png', 'har.har']);
    expect(bundle.problems).toEqual([]);
    await bundle.close?.();
  });
});

describe('what is no bundle is refused in one line that names it', () => {
  test.each([
    ['a zip of other things', () => zipOf({ 'a.txt': 'a' }), 'not-a-bundle', 'but "a.txt"'],
    ['an empty zip', () => buildZip([]), 'not-a-bundle', 'but nothing'],
    ['two HARs', () => zipOf({ 'a.har': '{}', 'b.har': '{}' }), 'not-a-bundle', '2 .har files'],
    [
      'a zip of a folder',
      () => zipOf({ 'run/manifest.json': '{}' }),
      'not-a-bundle',
      'in a folder ("run/manifest.json")',
    ],
    ['an empty file', () => '', 'empty-bundle', '0 bytes'],
    [
      'an error page of the storage',
      () => '<?xml version="1.0"?><Error><Message>Request has expired</Message></Error>',
      'not-a-bundle',
      'an XML error page: "Request has expired"',
    ],
    [
      'a page of a login',
      () => '<!DOCTYPE html><title>Sign in</title>',
      'not-a-bundle',
      'an HTML page: "Sign in"',
    ],
    ['an answer of the API', () => '{"detail":"Not Found"}', 'not-a-bundle', 'JSON text'],
    ['half a zip', async () => (await zipOf(files)).slice(0, 200), 'damaged-zip', 'cut off'],
    [
      'a newer bundle',
      () => zipOf({ 'manifest.json': manifestText({ schema: 'skyvern-debrief/bundle@2' }) }),
      'newer-format',
      'Update skyvern-debrief',
    ],
    ['a foreign manifest', () => zipOf({ 'manifest.json': '{"name":"app"}' }), 'not-a-bundle', ''],
    ['a zip of unsafe names', () => zipOf({ '/etc/passwd': 'x' }), 'unsafe-zip', '"/etc/passwd"'],
  ])('%s', async (...[, content, code, part]) => {
    const path = await file('thing', await content());
    const error: unknown = await openBundle(path).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'BundleError', code });
    const message = error instanceof Error ? error.message : '';
    expect(message).toContain(part);
    expect(message.startsWith(`"${path}": `)).toBe(true);
    expect(message).not.toContain('\n');
  });

  test('a path that leads nowhere', async () => {
    await expect(openBundle(join(folder, 'nope.zip'))).rejects.toMatchObject({ code: 'not-found' });
    const path = await file('file', 'x');
    await expect(openBundle(join(path, 'below'))).rejects.toMatchObject({ code: 'not-found' });
  });
});
