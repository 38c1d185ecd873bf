import { describe, expect, it } from 'vitest';
import type { Manifest } from '../../src/bundle/manifest.ts';
import { objectSource, type BundleSource } from '../../src/index.ts';
import { runPipeline } from '../fuzz/pipeline.ts';

const TYPES = [
  'har',
  'llm_response_parsed',
  'visible_elements_tree',
  'hashed_href_map',
  'skyvern_log_raw',
  'browser_console_log',
  'html_action',
  'llm_prompt',
] as const;
const RESOURCES = ['run', 'timeline', 'steps', 'actions', 'task'] as const;

/** A bundle of one step whose every file is the same hostile document. */
function bundleOf(content: string | Uint8Array): BundleSource {
  const entries: Record<string, string | Uint8Array> = {};
  const artifacts: Manifest['artifacts'] = TYPES.map((artifact_type, index) => {
    const row = {
      artifact_id: `a_40000000000000000${String(index)}`,
      artifact_type,
      step_id: 'stp_1',
    };
    entries[artifact_type] = content;
    return { ...row, entry: artifact_type, state: 'ok', verified: 'none', row };
  });
  const resources: Manifest['resources'] = RESOURCES.map((resource) => {
    entries[resource] = content;
    return { resource, resource_id: 'tsk_1', entry: resource, path: `/${resource}`, state: 'ok' };
  });
  return objectSource({ manifest: { run_id: 'tsk_1', artifacts, resources }, entries });
}

const utf16 = (text: string): Uint8Array => Buffer.from(`\uFEFF${text}`, 'utf16le');
const list = (count: number, item: string): string => `[${Array(count).fill(item).join(',')}]`;

const DOCUMENTS: readonly (readonly [title: string, content: () => string | Uint8Array])[] = [
  ['lists nested a hundred thousand deep', () => '['.repeat(1e5) + ']'.repeat(1e5)],
  ['objects nested ten thousand deep', () => '{"log":'.repeat(1e4) + '1' + '}'.repeat(1e4)],
  [
    'elements nested eight thousand deep',
    () => '[{"children":'.repeat(8e3) + '[]' + '}]'.repeat(8e3),
  ],
  [
    'blocks nested two thousand deep',
    () => '[{"type":"block","block":{},"children":'.repeat(2e3) + '[]' + '}]'.repeat(2e3),
  ],
  ['nesting that never ends', () => '[{"a":'.repeat(3e4)],
  ['a list of 30 000 numbers', () => list(3e4, '1')],
  ['a list of 3 000 rows', () => list(3e3, '{"id":1,"status":"failed"}')],
  ['a HAR of 10 000 empty entries', () => `{"log":{"entries":${list(1e4, '{}')}}}`],
  [
    'names of prototypes',
    () => '[{"__proto__":{"a":1},"constructor":{"prototype":{}},"toString":1,"id":"__proto__"}]',
  ],
  ['null where rows belong', () => list(100, 'null')],
  ['numbers beyond all bounds', () => '[{"order":1e999,"status":-1e308,"id":9007199254740993}]'],
  ['a repeated key', () => `{${Array(1e4).fill('"a":1').join(',')}}`],
  [
    'half a HAR',
    () => '{"log":{"version":"1.2","entries":[{"request":{"url":"https://a.test/"},"respon',
  ],
  ['Python constants', () => '{"a":NaN,"b":[Infinity,-Infinity]}'],
  ['UTF-16', () => utf16('{"log":{"entries":[]}}')],
  ['bytes that are no text', () => Uint8Array.from({ length: 5_000 }, (_, i) => (i * 37) % 256)],
  ['lone surrogates', () => '["\\ud800","\\udfff x"]'],
  ['nothing', () => ''],
  ['white space', () => ' '.repeat(5e5)],
  ['an error page', () => '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>'],
  ['100 KB of open boxes', () => '<div>'.repeat(2e4)],
  ['open boxes that other tags close', () => '<div></b>'.repeat(1e4)],
  ['tag soup', () => '<font><p><b><i><a>'.repeat(2e4)],
  ['tables in tables', () => '<table><tr><td><p>x'.repeat(2e4)],
  ['drawings in drawings', () => '<svg><text>a'.repeat(3e4)],
  ['templates in templates', () => '<template>'.repeat(3e4)],
  ['tags that never end', () => '<a <a '.repeat(1e4)],
  ['comments that never end', () => '<!--'.repeat(2e4)],
  ['quotes that never end', () => '<a href="'.repeat(1e4)],
  [
    'one element with 5 000 attributes',
    () => `<div ${Array.from({ length: 5e3 }, (_, i) => `a${i}=b`).join(' ')}>`,
  ],
  ['one line of 200 KB', () => 'x'.repeat(2e5)],
  ['a hundred thousand signs', () => '='.repeat(1e5)],
  ['ten thousand lines', () => '2025-01-01T00:00:00Z error\n'.repeat(2e4)],
];

describe('a bundle whose every file is', { timeout: 120_000 }, () => {
  it.each(DOCUMENTS)('%s gets every report', async (_, content) => {
    const outputs = await runPipeline(bundleOf(content()), { sharesToo: true });
    expect(outputs.get('report.json')).toContain('skyvern-debrief/diagnosis@1');
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('a');
  });
});
