import { requestReportOf } from '../../requests/request-report-of.ts';
import { citeConsole } from '../../run/evidence.ts';
import { textLives, type TextLife } from '../../run/facts/text-lives.ts';
import { actionBefore, stepAt } from '../../run/facts/step-at.ts';
import type { Run } from '../../run/run.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';

/**
 * The live connection of the page was refused again and again. HARs show none of it, the console does. Most pages do without theirs (chat, hot reload), so it counts only
 * when the page itself waits for the connection, or weakly.
 */
export const websocketFailed = defineAnalyser({
  id: 'network.websocket_failed',
  needs: ['console'],
  findings: {
    'network.websocket_failed': {
      meaning: 'The live connection of the page was refused, so its content never came.',
      owner: 'site',
      retry: 'later',
      fixes: [
        'Check that proxies and firewalls between browser and site let WebSockets through.',
        'Report the address of the connection to the owner of the site.',
      ],
    },
  },
  run: (run) => {
    const finding = judge(run);
    return finding === undefined ? [] : [finding];
  },
});

const SIDE_SHOW =
  /chat|support|notif|presence|hmr|hot-?reload|webpack|vite|livereload|sockjs-node|analytics|track/i;
const WAITS =
  /\b(?:re-?)?connecting\b|\b(?:connection|live (?:data|updates?|connection)|real-?time)\b.{0,30}\b(?:lost|closed|failed|unavailable|interrupted|error)|\bdisconnected\b|\boffline\b|\bwaiting for (?:the )?(?:connection|server|live)|verbindung.{0,20}(?:getrennt|unterbrochen|wird hergestellt|verloren)|connexion (?:perdue|en cours|interrompue)|conexión (?:perdida|interrumpida)|conectando|connessione (?:persa|interrotta|in corso)|verbinding (?:verbroken|maken)|anslut(?:er|ning)|yhdist/i;
const MIN_LINES = 2;

function judge(run: Run): Finding<'network.websocket_failed'> | undefined {
  const lines = requestReportOf(run)
    .unrecorded.filter(({ what, url, party }) => {
      return what === 'websocket' && party !== 'third' && !SIDE_SHOW.test(url ?? '');
    })
    .map(({ message }) => message);
  const [first, ...others] = lines;
  if (first === undefined || lines.length < MIN_LINES) return undefined;
  const waiting = waitingText(run);
  return {
    code: 'network.websocket_failed',
    title: `The live connection of the page failed ${lines.length} times${waiting === undefined ? '' : `, and the page still says "${waiting.text.text.slice(0, 100)}"`}.`,
    explanation:
      waiting === undefined
        ? 'Only the console shows it; whether the page needs the connection cannot be seen.'
        : 'Only the console shows it; the page waits for the connection to the end.',
    bearing: {
      tier: waiting === undefined ? 'unlinked' : 'observed',
      confidence: waiting === undefined ? 0.42 : 0.82,
      persistence: 'persistent',
    },
    step: actionBefore(run, first.atMs)?.step ?? stepAt(run, first.atMs),
    atMs: first.atMs,
    locus: 'live connection',
    evidence: [
      citeConsole(first, 'the live connection failed'),
      ...(waiting === undefined ? [] : [waiting.text.cite('the page waits for it')]),
      ...others.slice(0, 2).map((line) => citeConsole(line, 'again')),
    ],
  };
}

function waitingText(run: Run): TextLife | undefined {
  return textLives(run).find(
    ({ isLasting, text }) => isLasting && text.text.length <= 160 && WAITS.test(text.text),
  );
}
