import { describe, expect, it } from 'vitest';
import { discoverSecrets, type RedactableDocument } from '../../src/redact/index.ts';

const html = (text: string): RedactableDocument => ({ kind: 'html', entry: 'page.html', text });
const json = (value: unknown): RedactableDocument => ({ kind: 'json', entry: 'a.json', value });
const found = (...documents: RedactableDocument[]): string[] => [
  ...discoverSecrets(documents).values.keys(),
];

describe('discovering secrets', () => {
  it('learns from a page which posted field is a password, in whatever order the documents come', () => {
    const page = html('<input type="password" name="p" unique_id="AAAC">');
    const post = json({
      params: [
        { name: 'u', value: 'm.seidel' },
        { name: 'p', value: 'Rosen77hof' },
      ],
    });
    expect(found(page, post)).toEqual(['Rosen77hof']);
    expect(found(post, page)).toEqual(['Rosen77hof']);
  });

  it('takes what the agent typed into a password box', () => {
    const action = {
      action_type: 'input_text',
      text: 'rosengarten',
      skyvern_element_data: { attributes: { type: 'password' } },
    };
    expect(found(json([action]))).toEqual(['rosengarten']);
  });

  it('leaves what the agent typed into a search box', () => {
    const action = {
      action_type: 'input_text',
      text: 'Shoes-2024!',
      skyvern_element_data: { attributes: { type: 'search' } },
    };
    expect(found(json([action]))).toEqual([]);
  });

  it('takes the password out of Basic credentials', () => {
    const value = Buffer.from('ann:Tide#7731').toString('base64');
    expect(found({ kind: 'log', entry: 'x', text: `Authorization: Basic ${value}` })).toContain(
      'Tide#7731',
    );
  });

  it('does not propagate short values, ordinary words and placeholders', () => {
    const values = [
      'abc',
      'password',
      'placeholder_4bT9',
      'BW_TOTP',
      '********',
      '[REDACTED_SECRET]',
    ];
    expect(found(...values.map((password) => json({ password })))).toEqual([]);
  });

  it('names where a value was first seen', () => {
    const secrets = discoverSecrets([json({ password: 'Tide-7731' })]);
    expect(secrets.values.get('Tide-7731')).toEqual({
      value: 'Tide-7731',
      label: 'password',
      rule: 'named-password',
      entry: 'a.json',
    });
  });

  it('reads every line of a truncated HAR as text', () => {
    expect(
      found({
        kind: 'har',
        entry: 'x.har',
        text: '{"log":{"entries":[{"request":{"url":"https://a.test/?token=f8K2mQ9zL4"',
      }),
    ).toEqual(['f8K2mQ9zL4']);
  });
});
