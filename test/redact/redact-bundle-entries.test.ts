import { describe, expect, it } from 'vitest';
import {
  createRedactor,
  discoverSecrets,
  redactBundleEntries,
  redactBundleEntry,
} from '../../src/redact/index.ts';

const redactor = createRedactor(discoverSecrets([]), { key: 'k' });
const entry = (type: string, text: string | undefined, name = 'x') =>
  redactBundleEntry({ entry: name, type, text }, redactor);

describe('making a bundle shareable', () => {
  it.each(['screenshot_llm', 'screenshot_final', 'recording', 'step_archive', 'pdf'])(
    'leaves out %s',
    (type) => {
      expect(entry(type, undefined).kind).toBe('omitted');
    },
  );

  it('leaves out JSON that it cannot read', () => {
    expect(entry('har', '{"log":{"entries":[{"request"')).toMatchObject({
      kind: 'omitted',
      reason: /JSON/,
    });
    expect(entry('unknown', '{"a":', 'x.json').kind).toBe('omitted');
  });

  it('leaves out what is no text', () => {
    expect(entry('skyvern_log', undefined).kind).toBe('omitted');
    expect(entry('skyvern_log', 'a\u0000b').kind).toBe('omitted');
  });

  it('keeps the bytes of an entry without secrets', () => {
    const text = '[\n  { "event": "Scraped website",  "level": "info" }\n]\n';
    expect(entry('skyvern_log_raw', text)).toEqual({ kind: 'kept', entry: 'x', text, rules: [] });
  });

  it('reads one JSON value a line', () => {
    expect(entry('skyvern_log_raw', '{"otp":"482913"}\n{"ts":1}\n')).toMatchObject({
      kind: 'kept',
      text: expect.stringMatching(/^{"otp":"\[redacted otp \w+\]"}\n{"ts":1}$/),
    });
  });

  it('keeps the keys of a map of hashed links', () => {
    const key = `_${'c5375843fbe66609'.repeat(4)}`;
    expect(
      entry('hashed_href_map', JSON.stringify({ [key]: 'https://a.test/p?token=f8K2mQ9zL4' })),
    ).toMatchObject({
      text: expect.stringMatching(
        new RegExp(`^{"${key}":"https://a.test/p\\?token=\\[redacted token \\w+\\]"}$`),
      ),
    });
  });

  it('lists what it removed by entry and rule', () => {
    const { redactions } = redactBundleEntries(
      [
        { entry: 'b.txt', type: 'llm_prompt', text: 'Password: Tide-7731\nPassword: Tide-7732' },
        { entry: 'a.txt', type: 'skyvern_log', text: 'nothing' },
      ],
      redactor,
    );
    expect(redactions).toEqual([{ entry: 'b.txt', rule: 'named-password', count: 2 }]);
  });
});
