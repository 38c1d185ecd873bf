import JSZip from 'jszip';
import { describe, expect, it } from 'vitest';
import { sendBody, sendJson, type FakeArtifact } from '../support/fake-skyvern.ts';
import { artifact, entryOf, fetchFake } from '../support/fetch-fake.ts';

describe('archives', () => {
  const files = { 'llm_prompt_0.txt': 'prompt', 'scrape.html': '<html></html>' };
  const member = (id: string, key: string, more: Partial<FakeArtifact> = {}): FakeArtifact =>
    artifact(id, 'unused', {
      row: { bundle_key: key, uri: 's3://b/step.zip', file_size: null },
      serve: (ask) => sendJson(ask.response, 500, {}),
      ...more,
    });
  async function archive(contents: Readonly<Record<string, string>>): Promise<Buffer> {
    const zip = new JSZip();
    for (const [name, text] of Object.entries(contents)) zip.file(name, text);
    return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' });
  }
  const parent = (body: Buffer): FakeArtifact => ({
    id: 'a_1',
    type: 'step_archive',
    body,
    row: { uri: 's3://b/step.zip', file_size: null },
  });

  it('are downloaded once and stored as their members', async () => {
    const fetched = await fetchFake({
      artifacts: [
        parent(await archive(files)),
        member('a_2', 'llm_prompt_0.txt'),
        member('a_3', 'scrape.html', { type: 'html_scrape' }),
      ],
    });
    expect(entryOf(fetched, 'a_1')).toMatchObject({
      state: 'skipped',
      entry: null,
      reason: 'its 2 members are stored as entries of their own',
    });
    expect(fetched.files.get(entryOf(fetched, 'a_2')?.entry ?? '')?.toString()).toBe('prompt');
    expect(fetched.files.get(entryOf(fetched, 'a_3')?.entry ?? '')?.toString()).toBe(
      '<html></html>',
    );
    expect(fetched.server.requests.filter(({ path }) => path.endsWith('/content'))).toHaveLength(1);
    expect(fetched.result.isComplete).toBe(true);
  });

  it('are kept whole when they hold a file that no row names', async () => {
    const body = await archive({ ...files, 'extra.txt': 'x' });
    const fetched = await fetchFake({
      artifacts: [parent(body), member('a_2', 'llm_prompt_0.txt'), member('a_3', 'scrape.html')],
    });
    expect(fetched.files.get(entryOf(fetched, 'a_1')?.entry ?? '')?.equals(body)).toBe(true);
  });

  it('that are damaged cost the members nothing that can be had singly', async () => {
    const body = (await archive(files)).subarray(0, 60);
    const single = member('a_2', 'llm_prompt_0.txt', {
      serve: (ask) => sendBody(ask.response, Buffer.from('prompt')),
    });
    const fetched = await fetchFake({ artifacts: [parent(body), single] });
    expect(entryOf(fetched, 'a_1')?.state).toBe('corrupt');
    expect(entryOf(fetched, 'a_2')).toMatchObject({ state: 'ok' });
  });

  it('that come instead of a member are split as well', async () => {
    const body = await archive(files);
    const whole = (id: string, key: string): FakeArtifact =>
      member(id, key, { type: 'screenshot_llm', serve: (ask) => sendBody(ask.response, body) });
    const fetched = await fetchFake({
      artifacts: [whole('a_2', 'llm_prompt_0.txt'), whole('a_3', 'scrape.html')],
    });
    expect(fetched.files.get(entryOf(fetched, 'a_3')?.entry ?? '')?.toString()).toBe(
      '<html></html>',
    );
    expect(fetched.server.requests.filter(({ path }) => path.endsWith('/content'))).toHaveLength(1);
  });

  it('that lack a listed member leave that member missing', async () => {
    const fetched = await fetchFake({
      artifacts: [
        parent(await archive(files)),
        member('a_2', 'llm_prompt_9.txt', { serve: (ask) => sendJson(ask.response, 404, {}) }),
      ],
    });
    expect(entryOf(fetched, 'a_2')?.state).toBe('missing');
  });
});
