import { citeText, type Evidence } from '../evidence.ts';
import type { HtmlPage, Run, Step } from '../run.ts';
import { speaksOf } from './lexicon.ts';
import { causingStep } from './new-messages.ts';
import { pageStates, type PageState, type PageText } from './page-states.ts';

/** A page that is nothing but a check for bots, or their refusal. */
export interface BotCheckPage {
  /** The step that met it first. */
  readonly step: Step;
  readonly words: PageText | undefined;
  /** Marks of a known service in its HTML. */
  readonly marks: readonly Evidence[];
}

/** Marks that only challenge and block pages carry; the scripts by which services watch ordinary pages are left out. */
const MARKS =
  /_cf_chl_opt|\/cdn-cgi\/challenge-platform\/h\/\w{1,3}\/orchestrate|id="cf-error-details"|id="px-captcha"|captcha\.px-c(?:dn|loud)\.net|geo\.captcha-delivery\.com|Incapsula incident ID|_Incapsula_Resource\?[^"'\s]{0,100}(?:incident_id|CWUDNSAI)|errors\.edgesuite\.net|Reference&?\s?(?:#|&#35;)\d{1,4}\.[0-9a-f]{4,}|anubis_challenge|Sucuri Web[sS]ite Firewall|The requested URL was rejected\. Please consult with your administrator|awsWafCookieDomainList|AwsWafIntegration|ips\.js\?[^"']{0,80}KP_UIDz|Vercel Security Checkpoint|ddos-guard|error code: 10(?:06|07|08|09|10|15|20)\b/;
const TITLES =
  /^(?:just a moment|attention required! \| cloudflare|request rejected|pardon our interruption|vercel security checkpoint|ddos-guard|bot verification|human verification|are you a robot)/i;
const MAX_TEXTS = 15;
const MAX_HTML_CHARS = 200_000;

const cache = new WeakMap<Run, { readonly page: BotCheckPage | undefined }>();

/** The check on which a task ended; one that was passed does not count. */
export function botCheckPage(run: Run): BotCheckPage | undefined {
  const known = cache.get(run);
  if (known !== undefined) return known.page;
  const page = findPage(run);
  cache.set(run, { page });
  return page;
}

function findPage(run: Run): BotCheckPage | undefined {
  const states = pageStates(run);
  const last = states.at(-1);
  if (last === undefined || !isCheck(last)) return undefined;
  let first = last;
  for (const state of states.toReversed()) {
    if (state.step.taskId !== last.step.taskId || !isCheck(state)) break;
    first = state;
  }
  const isStart = states.find((state) => state.step.taskId === first.step.taskId) === first;
  return {
    step: isStart ? first.step : causingStep(run, first),
    words: wordsOf(last) ?? wordsOf(first),
    marks: marksOf(last),
  };
}

function isCheck(state: PageState): boolean {
  if (state.texts.length > MAX_TEXTS || hasFields(state.page)) return false;
  return (
    TITLES.test(state.page?.title?.trim() ?? '') ||
    wordsOf(state) !== undefined ||
    marksOf(state).length > 0
  );
}

/** What a person would fill in belongs to a page of the site. */
function hasFields(page: HtmlPage | undefined): boolean {
  const fields = (page?.elements ?? []).filter(
    ({ tagName, attributes, isHidden }) =>
      !isHidden &&
      (tagName === 'select' ||
        tagName === 'textarea' ||
        (tagName === 'input' &&
          !['hidden', 'submit', 'button', 'checkbox'].includes(attributes['type'] ?? 'text'))),
  );
  return fields.length > 1;
}

function wordsOf(state: PageState): PageText | undefined {
  return state.texts.find(({ text }) => text.length <= 300 && speaksOf(text, 'bot-check'));
}

function marksOf({ snapshot }: PageState): readonly Evidence[] {
  const mark = MARKS.exec(snapshot?.document.text.slice(0, MAX_HTML_CHARS) ?? '');
  if (mark === null || snapshot === undefined) return [];
  const span = { start: mark.index, end: mark.index + mark[0].length };
  return [citeText(snapshot.document, span, "the challenge's mark in the page")];
}
