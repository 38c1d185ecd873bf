import type { LlmCall, Run, Step } from '../run.ts';
import { goalAndData } from './goal.ts';
import { pageStates } from './page-states.ts';
import { realSteps } from './progress.ts';

/** What a model can have had an address from. */
export interface KnownAddresses {
  /** False when neither prompt nor page of the step was captured: then nothing can be said. */
  readonly isComplete: boolean;
  readonly hasPage: (url: string) => boolean;
  readonly hasHost: (url: string) => boolean;
}

/** Everything up to a call that names addresses: goal, data, prompts, links of pages, link maps, what the browser had opened. */
export function knownAddresses(run: Run, step: Step, call: LlmCall): KnownAddresses {
  const steps = realSteps(run);
  const until = new Set(steps.slice(0, steps.indexOf(step) + 1));
  const prompts = run.llmCalls.filter((other) => other.index <= call.index);
  const words = [
    goalAndData(run, step),
    run.outcome.request.url ?? '',
    ...run.tasks.map((task) => task.request.url ?? ''),
    ...run.blocks.map((block) => block.url ?? ''),
    ...[...new Set([call, ...prompts])].map(({ prompt }) => prompt?.text ?? ''),
    ...run.hrefMaps.flatMap((map) => [...map.entries.values()]),
    ...[...until].map((candidate) => candidate.pageUrl ?? ''),
  ].join('\n');
  const text = plainAddresses(words);
  const links = linkedPages(run, until);
  return {
    isComplete: call.prompt !== undefined || (step.snapshots.length > 0 && links.size > 0),
    hasPage: (url) => {
      const page = pageKey(url);
      const path = pathOf(url);
      return (
        page === undefined ||
        links.has(page) ||
        text.includes(page) ||
        (path.length > 1 && new RegExp(`["'(= ]${escaped(path)}["'?# )]`).test(text))
      );
    },
    hasHost: (url) => {
      const host = pageKey(url)?.split('/')[0] ?? '';
      return text.includes(host) || [...links].some((link) => link.split('/')[0] === host);
    },
  };
}

function linkedPages(run: Run, until: ReadonlySet<Step>): ReadonlySet<string> {
  const keys = pageStates(run)
    .filter((state) => until.has(state.step))
    .flatMap((state) => {
      const base = state.url ?? state.step.pageUrl;
      return (state.page?.elements ?? []).flatMap(({ attributes }) =>
        ['href', 'action', 'src', 'data-href', 'formaction'].flatMap((name) => {
          const value = attributes[name];
          if (value === undefined || !URL.canParse(value, base)) return [];
          return pageKey(new URL(value, base).href) ?? [];
        }),
      );
    });
  return new Set(keys);
}

/** Host and path without scheme, `www.`, query, fragment and closing slash: what makes two addresses the same page. */
export function pageKey(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { host, pathname } = new URL(url);
  return plainAddresses(`${host}${pathname}`).replace(/\/{1,20}$/, '');
}

function pathOf(url: string): string {
  return URL.canParse(url) ? plainAddresses(new URL(url).pathname).replace(/\/{1,20}$/, '') : '';
}

function plainAddresses(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('&amp;', '&')
    .replace(/https?:\/\/(?:www\.)?|(?<![\w.])www\./g, '');
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
