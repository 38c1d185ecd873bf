import { kindOfNetError, type NavigationErrorKind } from '../../run/facts/navigation-errors.ts';
import { isSparse } from '../../run/facts/maintenance.ts';
import { causingStep } from '../../run/facts/new-messages.ts';
import { textLives, type TextLife } from '../../run/facts/text-lives.ts';
import type { Run } from '../../run/run.ts';
import { citeExchange } from '../../run/evidence.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';
import {
  NAVIGATION_CAUSES,
  NAVIGATION_FINDINGS,
  type NavigationCause,
} from './navigation-causes.ts';

/**
 * A page in mid-run could not be opened and the browser shows its own error page, with the name of the error on it. The page is left out when the run got away from it.
 */
export const browserErrorPage = defineAnalyser({
  id: 'network.browser_error_page',
  needs: ['steps'],
  findings: NAVIGATION_FINDINGS,
  run: (run) => {
    const finding = findErrorPage(run);
    return finding === undefined ? [] : [finding];
  },
});

const ERROR_NAME = /\b(?:ERR_[A-Z0-9_]{3,60}|DNS_PROBE_[A-Z_]{3,40})\b/;
const MAX_CHARS = 200;

function findErrorPage(run: Run): Finding<NavigationCause> | undefined {
  for (const life of textLives(run)) {
    const name = ERROR_NAME.exec(life.text.text.slice(0, MAX_CHARS))?.[0];
    if (name === undefined || !life.isLasting || !isSparse(life.last)) continue;
    const code = NAVIGATION_CAUSES.get(kindOf(name) ?? 'bad-url');
    if (code !== undefined) return toFinding(run, code, name, life);
  }
  return undefined;
}

function kindOf(name: string): NavigationErrorKind | undefined {
  if (name.startsWith('DNS_PROBE_')) return 'dns';
  return name === 'ERR_CONNECTION_TIMED_OUT' ? 'timeout' : kindOfNetError(name);
}

function toFinding(
  run: Run,
  code: NavigationCause,
  name: string,
  life: TextLife,
): Finding<NavigationCause> {
  const attempt = run.network?.exchanges.findLast(
    ({ failureText }) => failureText?.includes(name) === true,
  );
  const step = life.isInitial ? life.first.step : causingStep(run, life.first);
  return {
    code,
    title: `A page could not be opened in step ${step.order}: the browser shows its own error page (${name}).`,
    explanation: 'Nothing of the site was on the screen from then on.',
    bearing: { tier: 'observed', confidence: 0.88, persistence: 'persistent' },
    step,
    atMs: life.first.snapshot?.capturedAtMs,
    locus: `error page ${name}`,
    evidence: [
      life.text.cite("the browser's error page names the error"),
      ...(attempt === undefined ? [] : [citeExchange(attempt, `the browser met ${name} here`)]),
    ],
  };
}
