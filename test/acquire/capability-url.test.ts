import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutCapabilitiesInJson } from '../../src/acquire/capability-url.ts';

const signed = 'http://localhost:8000/v1/artifacts/a_1/content?expiry=1&kid=k1&sig=abc';
const bare = 'http://localhost:8000/v1/artifacts/a_1/content';

describe('withoutCapabilitiesInJson', () => {
  it.each([
    [signed, bare],
    [
      'https://b.s3.amazonaws.com/x.png?X-Amz-Date=1&X-Amz-Signature=abc',
      'https://b.s3.amazonaws.com/x.png',
    ],
    [
      'https://b.s3.amazonaws.com/x.png?AWSAccessKeyId=A&Signature=s&Expires=1',
      'https://b.s3.amazonaws.com/x.png',
    ],
    [
      'https://a.blob.core.windows.net/c/x?sv=2024&se=2026&sig=abc',
      'https://a.blob.core.windows.net/c/x',
    ],
    [
      'https://storage.googleapis.com/b/x?X-Goog-Expires=1&X-Goog-Signature=abc',
      'https://storage.googleapis.com/b/x',
    ],
  ])('cuts the query off %s', (url, expected) => {
    expect(JSON.parse(withoutCapabilitiesInJson(JSON.stringify({ url })))).toEqual({
      url: expected,
    });
  });

  it('finds them inside longer texts and inside JSON in strings', () => {
    const nested = JSON.stringify({ shots: [signed] });
    const text = withoutCapabilitiesInJson(
      JSON.stringify({ reason: `see ${signed}, then retry`, nested }),
    );
    expect(text).not.toContain('sig=');
    expect(JSON.parse(text)).toEqual({
      reason: `see ${bare} then retry`,
      nested: JSON.stringify({ shots: [bare] }),
    });
  });

  it('sees through escaped ampersands', () => {
    expect(withoutCapabilitiesInJson(`{"u":"${signed.replaceAll('&', '\\u0026')}"}`)).toBe(
      `{"u":"${bare}"}`,
    );
  });

  it("leaves a web site's own signed link alone, since the run was about it", () => {
    const text = '{"url":"https://files.example.test/doc?id=4&sig=77aa"}';
    expect(withoutCapabilitiesInJson(text)).toBe(text);
  });

  it('changes no byte of JSON without capabilities, whatever its layout', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(0, 1, 3), (json, indent) => {
        const text = JSON.stringify(JSON.parse(json), null, indent);
        expect(withoutCapabilitiesInJson(text)).toBe(text);
      }),
    );
  });

  it('keeps every other value and the structure where there are some', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.constant(signed))), (values) => {
        const cleaned: unknown = JSON.parse(withoutCapabilitiesInJson(JSON.stringify(values)));
        expect(cleaned).toEqual(values.map((value) => (value === signed ? bare : value)));
      }),
    );
  });

  it('does not choke on text that is no JSON', () => {
    expect(withoutCapabilitiesInJson(`<html>"${signed}`)).not.toContain('sig=');
  });
});
