import { describe, expect, it } from 'vitest';
import {
  createRedactor,
  discoverSecrets,
  redactBundleEntries,
  type RawEntry,
} from '../../src/redact/index.ts';
import { CANARIES } from './canaries.ts';
import { encodingOracle } from './encoding-oracle.ts';
import { plantedBundle } from './planted-bundle.ts';
import { SECRET_CLASSES } from './secret-classes.ts';

const kindOf = (entry: string): 'har' | 'json' | 'html' | 'text' =>
  entry.endsWith('.har')
    ? 'har'
    : entry.endsWith('.json')
      ? 'json'
      : entry.endsWith('.html')
        ? 'html'
        : 'text';

const documentsOf = (entries: readonly RawEntry[]) =>
  entries.map(({ entry, text = '' }) => ({ kind: kindOf(entry), entry, text }));

function shared(entries: readonly RawEntry[]): ReadonlyMap<string, string> {
  const redactor = createRedactor(discoverSecrets(documentsOf(entries)), { key: 'k' });
  const { entries: kept } = redactBundleEntries(entries, redactor);
  return new Map(kept.map((entry) => [entry.entry, entry.kind === 'kept' ? entry.text : '']));
}

describe('a bundle with planted secrets', { timeout: 120_000 }, () => {
  it('has fifty classes', () => {
    expect(new Set(SECRET_CLASSES.map(({ name }) => name)).size).toBe(50);
  });

  it.each([1, 2])('leaks none of them in any encoding (seed %i)', (seed) => {
    const { entries, planted } = plantedBundle(seed, 10);
    const texts = shared(entries);
    const leaks = planted.flatMap(({ className, value }) =>
      [...encodingOracle(value)].flatMap(([encoding, form]) =>
        [...texts]
          .filter(([, text]) => text.includes(form))
          .map(([entry]) => `${className} as ${encoding} in ${entry}: ${form}`),
      ),
    );
    expect(leaks).toEqual([]);
  });

  it('keeps every entry, and every JSON entry parses', () => {
    const texts = shared(plantedBundle(3, 2).entries);
    expect([...texts.values()].every((text) => text !== '')).toBe(true);
    for (const [entry, text] of texts)
      if (/\.(?:har|json)$/.test(entry)) expect(() => JSON.parse(text)).not.toThrow();
  });

  it('keeps the harmless values beside the secrets', () => {
    const { entries } = plantedBundle(4, 5);
    const texts = shared(entries);
    for (const harmless of [
      'q=shoes',
      'page=2',
      'theme=dark',
      'lang=en',
      'Mozilla/5.0',
      'state=x',
      'sp=r',
      '"user":"ann"',
      'Username: ann',
    ])
      for (const { entry, text = '' } of entries)
        expect(`${entry} ${harmless} ${texts.get(entry)?.split(harmless).length}`).toBe(
          `${entry} ${harmless} ${text.split(harmless).length}`,
        );
  });

  it('counts what it removed by rule and entry, without a value', () => {
    const { entries, planted } = plantedBundle(5, 2);
    const redactor = createRedactor(discoverSecrets(documentsOf(entries)), { key: 'k' });
    const { redactions } = redactBundleEntries(entries, redactor);
    const list = JSON.stringify(redactions);
    expect(
      redactions.some(
        ({ entry, rule, count }) => entry === 'har.har' && rule === 'cookie' && count > 0,
      ),
    ).toBe(true);
    expect(planted.filter(({ value }) => list.includes(value))).toEqual([]);
  });
});

describe('harmless canaries beside planted secrets', { timeout: 120_000 }, () => {
  it('survive, all but one in a hundred', () => {
    const { entries } = plantedBundle(6, 10);
    const page = CANARIES.map((canary) => `<p>${canary}</p>`).join('\n');
    const events = JSON.stringify(CANARIES.map((canary) => ({ event: canary })));
    const texts = shared([
      ...entries,
      { entry: 'canary.txt', type: 'skyvern_log', text: CANARIES.join('\n') },
      { entry: 'canary.html', type: 'html_scrape', text: page },
      { entry: 'canary.json', type: 'skyvern_log_raw', text: events },
    ]);
    const lost = ['canary.txt', 'canary.html', 'canary.json'].flatMap((entry) =>
      CANARIES.filter(
        (canary) =>
          !(texts.get(entry) ?? '').includes(
            entry.endsWith('json') ? JSON.stringify(canary).slice(1, -1) : canary,
          ),
      ).map((canary) => `${entry}: ${canary}`),
    );
    expect(CANARIES.length).toBeGreaterThanOrEqual(2_000);
    expect(lost).toEqual([]);
  });
});
