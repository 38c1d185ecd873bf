import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sendBody, type FakeArtifact } from '../support/fake-skyvern.ts';
import { entryOf, fetchFake } from '../support/fetch-fake.ts';

describe('a big file', () => {
  const body = Buffer.alloc(9 * 1024 * 1024 + 11, 'abcdefghijk');
  const dropAfter = (bytes: number, then: FakeArtifact['serve']): FakeArtifact => ({
    id: 'a_1',
    type: 'recording',
    body,
    serve: (ask) => {
      if (ask.attempt > 1) return then?.(ask);
      ask.response.writeHead(200, { 'content-length': body.length });
      ask.response.write(body.subarray(0, bytes), () =>
        setTimeout(() => ask.response.destroy(), 50),
      );
    },
  });

  it('is continued where it broke off', async () => {
    const ranges: (string | undefined)[] = [];
    const recording = dropAfter(8_500_000, ({ request, response }) => {
      ranges.push(request.headers.range);
      const start = Number(/\d+/.exec(request.headers.range ?? '')?.[0]);
      response
        .writeHead(206, {
          'content-range': `bytes ${String(start)}-${String(body.length - 1)}/${String(body.length)}`,
          'content-length': body.length - start,
        })
        .end(body.subarray(start));
    });
    const fetched = await fetchFake({ artifacts: [recording] });
    expect(ranges).toEqual(['bytes=8500000-']);
    expect(entryOf(fetched, 'a_1')?.sha256).toBe(createHash('sha256').update(body).digest('hex'));
  });

  it('starts anew when the server continues it elsewhere', async () => {
    const recording = dropAfter(8_500_000, ({ request, response }) => {
      if (request.headers.range === undefined) sendBody(response, body);
      else
        response
          .writeHead(206, {
            'content-range': `bytes 0-9/${String(body.length)}`,
            'content-length': 10,
          })
          .end(body.subarray(0, 10));
    });
    const fetched = await fetchFake({ artifacts: [recording] });
    expect(entryOf(fetched, 'a_1')?.sha256).toBe(createHash('sha256').update(body).digest('hex'));
  });
});
