import { citeExchange, type Evidence } from '../../run/evidence.ts';
import type { ReasonHit } from '../../run/facts/failure-reason.ts';
import type { Run } from '../../run/run.ts';
import { defineReasonAnalyser } from '../reason-analyser.ts';

const PROXY_CAUSES = /^(?:NoProxyAvailable|GetOutboundIPFailed|\w{0,80}Proxy\w{0,80})$/;

/** No browser could be started. When the named exception is about a proxy, the proxy is the cause. */
export const browserStart = defineReasonAnalyser('infra.browser_start', [
  {
    code: 'infra.browser_start',
    info: {
      meaning: 'The browser of the run could not be started.',
      owner: 'skyvern',
      retry: 'later',
      fixes: [
        'Look at the machine of the server: memory, shared memory (/dev/shm), display and the installed browser.',
        'Run again; if it fails at once again, reinstall the browser that Skyvern uses.',
      ],
    },
    patterns: [
      /Failed to create browser context \((\w+)\)\.?/,
      /Failed to (?:launch|start|create) (?:the )?browser\b[^\n]{0,120}/,
      /BrowserType\.launch\w*: [^\n]{1,120}/,
      /Missing X server or \$DISPLAY/,
      /Executable doesn't exist at \S+/,
    ],
    applies: (hit) => !isAboutProxy(hit),
    title: (hit) =>
      `The browser could not be started${hit.match[1] === undefined ? '' : ` (${hit.match[1]})`}, so nothing of the task was tried.`,
    explanation:
      'The server failed before any page was opened; the site and the task had no part in it.',
    claim: 'the browser could not be started',
    confidence: 0.95,
    step: 'last',
    logged: /Failed to create browser|Failed to launch/i,
  },
  {
    code: 'infra.proxy',
    info: {
      meaning: 'The proxy between browser and site was missing or failed.',
      owner: 'network',
      retry: 'later',
      fixes: [
        'Run again with another proxy location.',
        'Check address, credentials and quota of the proxy.',
      ],
    },
    patterns: [
      /Failed to create browser context \((\w+)\)\.?/,
      /No proxy available[^\n]{0,80}/i,
      /Failed to get outbound ip[^\n]{0,80}/i,
      /net::(ERR_(?:TUNNEL_CONNECTION_FAILED|PROXY_\w+|SOCKS_\w+|\w+_PROXY_\w+))/,
      /Proxy Authentication Required/i,
    ],
    applies: isAboutProxy,
    title: (hit) =>
      `The proxy of the browser failed${hit.match[1] === undefined ? '' : ` (${hit.match[1]})`}, so the site could not be reached.`,
    explanation: 'The error names the proxy, not the site.',
    claim: 'the proxy failed',
    confidence: 0.94,
    step: 'last',
    logged: /Bad gateway error on the page|client_connect_forbidden_host|proxy/i,
    support: proxyTraffic,
  },
]);

function isAboutProxy({ match }: ReasonHit): boolean {
  return match[0].startsWith('Failed to create browser context')
    ? PROXY_CAUSES.test(match[1] ?? '')
    : /proxy|outbound ip|TUNNEL|SOCKS/i.test(match[0]);
}

function proxyTraffic(run: Run): readonly Evidence[] {
  return (run.network?.exchanges ?? [])
    .filter(
      ({ status, failureText }) =>
        status === 407 || /ERR_(?:TUNNEL|PROXY|SOCKS)|_PROXY_/.test(failureText ?? ''),
    )
    .slice(0, 2)
    .map((exchange) => citeExchange(exchange, 'the request failed at the proxy'));
}
