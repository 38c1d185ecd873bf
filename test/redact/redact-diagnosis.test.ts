import { describe, expect, it } from 'vitest';
import { createRedactor, discoverSecrets, redactDiagnosis } from '../../src/redact/index.ts';

const redactor = createRedactor(
  discoverSecrets([{ kind: 'json', entry: 'run.json', value: { password: 'Tide-7731-harbor' } }]),
  { key: 'k' },
);

interface Excerpted {
  readonly findings: readonly [{ readonly evidence: readonly [{ readonly excerpt: string }] }];
}

function excerptOf(excerpt: string): string {
  const { value } = redactDiagnosis({ findings: [{ evidence: [{ excerpt }] }] }, redactor);
  const { findings }: Excerpted = JSON.parse(JSON.stringify(value));
  return findings[0].evidence[0].excerpt;
}

describe('redacting a diagnosis', () => {
  it('hides secrets in sentences and counts them', () => {
    const { value, redactions } = redactDiagnosis(
      { verdict: { summary: 'typed Tide-7731-harbor twice: Tide-7731-harbor' } },
      redactor,
    );
    expect(JSON.stringify(value)).not.toContain('Tide');
    expect(redactions).toBe(2);
  });

  it('never touches codes, ids and locators', () => {
    const evidence = {
      artifact_id: 'Tide-7731-harbor',
      entry: 'Tide-7731-harbor',
      locator: { kind: 'json', pointer: '/Tide-7731-harbor' },
      resource_id: 'Tide-7731-harbor',
    };
    const diagnosis = { findings: [{ code: 'Tide-7731-harbor', evidence: [evidence] }] };
    expect(redactDiagnosis(diagnosis, redactor)).toEqual({
      value: diagnosis,
      redactions: 0,
      list: [],
    });
  });

  it('hides the part of a secret that an excerpt was cut in', () => {
    expect(excerptOf('the value typed was Tide-7731-h…')).toMatch(
      /^the value typed was \[redacted password \w{12}\]…$/,
    );
    expect(excerptOf('…7731-harbor was typed into the box')).toMatch(
      /^…\[redacted password \w{12}\] was typed into the box$/,
    );
  });

  it('hides the part of a secret that the ends of a long text were cut in, and keeps their length', () => {
    const long = 'word '.repeat(200);
    const text = { head: `${long}Tide-7731-h`, tail: `7731-harbor ${long}` };
    const { value } = redactDiagnosis({ llm_calls: [{ prompt: text }] }, redactor);
    expect(JSON.stringify(value)).not.toMatch(/Tide|harbor/);
    expect(JSON.stringify(value).length).toBeGreaterThan(2 * long.length);
  });

  it('keeps excerpts within 300 characters and tokens whole', () => {
    for (let length = 240; length <= 300; length++) {
      const excerpt = excerptOf(
        `${'x '.repeat(length / 2)}Tide-7731-harbor and more`.slice(0, 300),
      );
      expect(excerpt.length).toBeLessThanOrEqual(300);
      expect(excerpt.replace(/\[redacted password \w{12}\]/g, '')).not.toContain('[');
    }
  });
});
