import { describe, expect, it } from 'vitest';
import { FAKE_KEY, sendBody, type Ask, type FakeArtifact } from '../support/fake-skyvern.ts';
import { fetchFake } from '../support/fetch-fake.ts';

type Place = 'api' | 'storage';
const STATUSES = [301, 302, 303, 307, 308];
/** Ways through the two servers; the first stop is where the listing leads. */
const PATHS: readonly (readonly Place[])[] = [
  ['api', 'storage'],
  ['storage', 'storage'],
  ['api', 'api', 'storage'],
  ['api', 'storage', 'api'],
  ['storage', 'api'],
  ['api', 'storage', 'storage', 'api', 'storage'],
];
/** How the listing names the first stop. */
const ROWS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  api: {},
  storage: { signed_url: '{storage}', uri: 's3://b/x' },
};

const TOPOLOGIES = STATUSES.flatMap((status) =>
  PATHS.flatMap((path) => ['absolute', 'with credentials'].map((form) => ({ status, path, form }))),
);

function wanderer({ status, path, form }: (typeof TOPOLOGIES)[number]): FakeArtifact {
  const base = (ask: Ask, place: Place): string =>
    place === 'api'
      ? `${ask.server.apiUrl}/v1/artifacts/a_1/content`
      : `${ask.server.storageUrl}/bucket/a_1`;
  return {
    id: 'a_1',
    type: 'llm_prompt',
    body: Buffer.from('x'),
    row: ROWS[path[0] ?? 'api'] ?? {},
    serve: (ask) => {
      const hop = Number(ask.url.searchParams.get('hop') ?? '0') + 1;
      const next = path[hop];
      if (next === undefined) return sendBody(ask.response, ask.artifact.body);
      const location = `${base(ask, next)}?hop=${String(hop)}`;
      ask.response
        .writeHead(status, {
          location: form === 'absolute' ? location : location.replace('://', '://user:pass@'),
        })
        .end();
    },
  };
}

describe('the API key', () => {
  it.each(TOPOLOGIES)('reaches no other host: $status by $path, $form', async (topology) => {
    const { server } = await fetchFake({ artifacts: [wanderer(topology)] });
    const foreign = server.requests.filter(({ host }) => host === 'storage');
    expect(foreign.length).toBeGreaterThan(0);
    expect(
      foreign.filter(
        ({ rawText }) => rawText.includes(FAKE_KEY) || /authorization|cookie/i.test(rawText),
      ),
    ).toEqual([]);
  });

  it('does not come back to the API by way of another host', async () => {
    const { server } = await fetchFake({
      artifacts: [wanderer({ status: 307, path: ['api', 'storage', 'api'], form: 'absolute' })],
    });
    const returned = server.requests.find(
      ({ host, path }) => host === 'api' && path.includes('hop=2'),
    );
    expect(returned?.rawText).not.toContain(FAKE_KEY);
  });
});
