import type { RawEntry } from '../../src/redact/index.ts';
import { encodingOracle } from './encoding-oracle.ts';
import { SECRET_CLASSES, type ExchangeParts, type Places } from './secret-classes.ts';
import { seeded } from './seeded.ts';

export interface Planted {
  readonly className: string;
  readonly value: string;
}

export interface PlantedBundle {
  readonly entries: readonly RawEntry[];
  readonly planted: readonly Planted[];
}

const pairs = (values: Readonly<Record<string, string>> = {}): { name: string; value: string }[] =>
  Object.entries(values).map(([name, value]) => ({ name, value }));

function harEntry(parts: ExchangeParts): object {
  const { post, body } = parts;
  return {
    startedDateTime: '2025-01-01T00:00:00.000Z',
    time: 12,
    request: {
      method: post === undefined ? 'GET' : 'POST',
      url: parts.url ?? 'https://shop.test/a?q=shoes&page=2',
      httpVersion: 'HTTP/2',
      headers: [
        ...pairs({ accept: 'text/html', 'user-agent': 'Mozilla/5.0' }),
        ...pairs(parts.requestHeaders),
      ],
      cookies: pairs(parts.cookies),
      queryString: pairs(parts.query),
      ...(post === undefined ? {} : { postData: { ...post, params: pairs(post.params) } }),
    },
    response: {
      status: 200,
      headers: pairs({ 'content-type': 'application/json', ...parts.responseHeaders }),
      cookies: [],
      content: { size: 10, mimeType: 'application/json', ...body },
      redirectURL: parts.redirect ?? '',
    },
    timings: { send: 0, wait: 1, receive: 1 },
    ...(parts.frames === undefined ? {} : { _webSocketMessages: parts.frames }),
  };
}

/** Repeating all of them would make the test search a hundred times as much text as it learns from. */
const ECHOED_PER_CLASS = 3;

const TIME = '2025-01-01T00:00:00.123Z';

/** A run's bundle in which every class of secret is planted `perClass` times, and some of each are repeated in every encoding. */
export function plantedBundle(seed: number, perClass: number): PlantedBundle {
  const random = seeded(seed);
  const planted: Planted[] = [];
  const exchanges: object[] = [];
  const lines = { prompt: [''], log: [''], console: [''], html: [''] };
  const rows = { api: [{}], response: [{}], tree: [{}] };
  const places: Places = {
    exchange: (parts) => exchanges.push(harEntry(parts)),
    prompt: (line) => lines.prompt.push(line),
    log: (line) => lines.log.push(`${TIME} [info     ] ${line}`),
    console: (line) => lines.console.push(`${TIME}${line}`),
    html: (markup) => lines.html.push(markup),
    api: (row) => rows.api.push(row),
    response: (action) => rows.response.push(action),
    tree: (node) => rows.tree.push(node),
  };
  for (const { name, make, plant } of SECRET_CLASSES)
    for (let i = 0; i < perClass; i++) {
      const value = make(random);
      plant(places, value, random);
      planted.push({ className: name, value });
    }
  const echoed = planted.filter((_, i) => i % perClass < ECHOED_PER_CLASS);
  const echoes = echoed.flatMap(({ value }) =>
    [...encodingOracle(value).values()].map((form) => `seen ${form} there`),
  );
  const text = (entry: string, type: string, content: string): RawEntry => ({
    entry,
    type,
    text: content,
  });
  return {
    planted,
    entries: [
      text('har.har', 'har', JSON.stringify({ log: { version: '1.2', entries: exchanges } })),
      text('llm_prompt.txt', 'llm_prompt', lines.prompt.join('\n')),
      text('skyvern_log.txt', 'skyvern_log', lines.log.join('\n')),
      text('console.log', 'browser_console_log', lines.console.join('\n')),
      text('page.html', 'html_scrape', lines.html.join('\n')),
      text('run.json', 'run', JSON.stringify(rows.api)),
      text(
        'llm_response.json',
        'llm_response_parsed',
        JSON.stringify({ actions: rows.response }, null, 2),
      ),
      text('tree.json', 'visible_elements_tree', JSON.stringify(rows.tree)),
      text('echo.txt', 'skyvern_log', echoes.join('\n')),
      text('echo.json', 'skyvern_log_raw', JSON.stringify(echoes.map((event) => ({ event })))),
    ],
  };
}
