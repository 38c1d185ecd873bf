import { citeExchange, citeJson, distinctEvidence, type Evidence } from '../../run/evidence.ts';
import { matchReasons, citeReasons, type ReasonHit } from '../../run/facts/failure-reason.ts';
import { documentAttempts, navigationErrors } from '../../run/facts/navigation-errors.ts';
import { isImpossibleHost } from '../../run/facts/url-shape.ts';
import type { Run } from '../../run/run.ts';
import { childPointer } from '../../support/json-pointer.ts';
import { asObject, asText, at } from '../../support/unknown.ts';
import { redactUrlQuery } from '../../support/url-text.ts';
import type { FindingInfo } from '../define-analyser.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';
import { weightOf, whereOf } from '../reason-analyser.ts';

/**
 * The address to start from can be opened by no browser: no web address, a port that browsers refuse, a forbidden host, or none at all.
 * A template that renders to nothing looks like a missing address; then the template is the cause.
 */
export const startUrl = defineAnalyser({
  id: 'task.start_url',
  needs: ['outcome'],
  findings: {
    'task.start_url_invalid': info('The address to open is no usable web address.', [
      'Correct the URL of the task or block: it must begin with http:// or https:// and name a host.',
      'If the URL comes from a parameter, check the value that this run was given.',
    ]),
    'task.start_url_missing': info('There is no address to start from.', [
      'Set a URL on the task or on the first browser block.',
      'If the URL is a template, check that the parameter it names exists and has a value.',
    ]),
    'task.start_url_blocked': info('The server does not let the browser open this address.', [
      'Use an address outside the private network, or allow the host in the settings of the server.',
    ]),
  },
  run: (run) => [...fromReasons(run), ...fromNavigation(run)],
});

type Code = 'task.start_url_invalid' | 'task.start_url_missing' | 'task.start_url_blocked';

function info(meaning: string, fixes: FindingInfo['fixes']): FindingInfo {
  return { meaning, owner: 'task', retry: 'after-change', fixes };
}

const PATTERNS: readonly (readonly [Code, readonly RegExp[]])[] = [
  [
    'task.start_url_blocked',
    [
      /blocked navigation destination: \S+/,
      /The host in your url is blocked: \S*/,
      /Invalid \w+: blocked host\./,
      /targets a blocked host/,
      /\bblocked (?:host|url|destination)\b[^\n]{0,80}/i,
    ],
  ],
  [
    'task.start_url_invalid',
    [
      /Invalid url: (?!blocked)[^.\n]{1,120}/i,
      /unsupported scheme/,
      /(?:No connection adapters were found|Cannot navigate to invalid URL)/,
    ],
  ],
  [
    'task.start_url_missing',
    [
      /(?:block '[^'\n]{1,100}' )?has no starting URL set/,
      /No Valid URL found[^.\n]{0,80}/,
      /Task url is missing/,
    ],
  ],
];

const TITLES = {
  'task.start_url_invalid': (where, url) =>
    `${capital(where)} could not start: ${url ?? 'its address'} is no address that a browser can open.`,
  'task.start_url_missing': (where) =>
    `${capital(where)} could not start: it has no address to open.`,
  'task.start_url_blocked': (where, url) =>
    `${capital(where)} could not start: the server forbids ${url ?? 'the address'}.`,
} satisfies Record<Code, (where: string, url: string | undefined) => string>;

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function fromReasons(run: Run): readonly Finding<Code>[] {
  for (const [code, patterns] of PATTERNS) {
    const [first] = matchReasons(run, patterns);
    if (first !== undefined) return [reasonFinding(run, code, first)];
  }
  return [];
}

function reasonFinding(run: Run, code: Code, first: ReasonHit): Finding<Code> {
  const values = code === 'task.start_url_missing' ? [] : suspectAddresses(run, first);
  const [value] = values;
  return {
    code,
    title: TITLES[code](
      whereOf(first),
      value === undefined ? undefined : redactUrlQuery(value.excerpt),
    ),
    explanation: `The server stopped before the browser opened anything: "${first.match[0]}".`,
    bearing: {
      tier: first.reason.isProse ? 'prose' : 'typed',
      confidence: 0.94 * weightOf(run, first),
      persistence: 'persistent',
    },
    block: first.reason.block,
    atMs: first.reason.block?.modifiedAtMs ?? run.outcome.finishedAtMs,
    locus: `${first.reason.block?.type ?? ''} ${code}`.trim(),
    evidence: [
      ...citeReasons(run, first, 'the address was refused before any page was opened'),
      ...distinctEvidence(values),
    ],
  };
}

/** Where the address came from: the block, the request or a parameter. */
function suspectAddresses(run: Run, { reason }: ReasonHit): readonly Evidence[] {
  const claim = 'the address as it was given';
  const { document, request } = run.outcome;
  const block =
    reason.block?.url === undefined
      ? []
      : [
          citeJson(
            { source: reason.block.place.source, pointer: `${reason.block.place.pointer}/url` },
            reason.block.url,
            claim,
          ),
        ];
  const task =
    document !== undefined && asText(at(document.value, 'run_request', 'url')) !== undefined
      ? [citeJson({ source: document.source, pointer: '/run_request/url' }, request.url, claim)]
      : [];
  return [...block, ...task, ...parameterAddresses(run)];
}

function parameterAddresses(run: Run): readonly Evidence[] {
  const { document } = run.outcome;
  if (document === undefined) return [];
  const parameters = asObject(at(document.value, 'run_request', 'parameters')) ?? {};
  return Object.entries(parameters).flatMap(([key, value]) => {
    const text = asText(value);
    if (text === undefined || !looksLikeBadAddress(text)) return [];
    const pointer = childPointer('/run_request/parameters', key);
    return [citeJson({ source: document.source, pointer }, text, `the value of parameter ${key}`)];
  });
}

function looksLikeBadAddress(text: string): boolean {
  const scheme = /^([a-z][a-z0-9+.-]{1,20}):/i.exec(text)?.[1]?.toLowerCase();
  if (scheme === 'http' || scheme === 'https') return isImpossibleHost(text);
  return scheme !== undefined || /^(?:\/\/|www\.|https?\/\/)/i.test(text);
}

/** What the browser itself refused: unsafe ports, unknown schemes, hosts that are none. */
function fromNavigation(run: Run): readonly Finding<Code>[] {
  const error = navigationErrors(run).find(
    ({ kind, url }) =>
      kind === 'bad-url' || (kind === 'dns' && url !== undefined && isImpossibleHost(url)),
  );
  if (error === undefined) return [];
  const claim = 'the browser refused the address';
  return [
    {
      code: 'task.start_url_invalid',
      title: `${error.url === undefined ? 'The address' : redactUrlQuery(error.url)} is no address that a browser can open (${error.name}).`,
      explanation: 'The browser refuses such an address by itself; no site was asked.',
      bearing: {
        tier: 'typed',
        confidence: 0.95,
        persistence: error.isRecovered ? 'recovered' : 'persistent',
      },
      step: error.step,
      block: error.block,
      atMs: error.atMs,
      locus: `goto ${error.name}`,
      evidence: [
        error.cite(claim),
        ...documentAttempts(run, error)
          .slice(0, 1)
          .map((attempt) => citeExchange(attempt, claim)),
      ],
    },
  ];
}
