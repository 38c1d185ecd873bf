/** Runs in which the model was shown long links and answered with their keys. */
import { expect } from 'vitest';
import type { LinkReport, LinkRun, LinkUse } from '../../src/links/index.ts';
import { keyOfHref } from '../../src/links/placeholder-key.ts';
import type { Action, LlmCall, Run, Step } from '../../src/run/run.ts';
import {
  actionWith,
  hrefMapWith,
  jsonDocument,
  llmCallWith,
  runWith,
  stepWith,
  textDocument,
} from '../support/run-builder.ts';

export const BILL = `https://bills.test/open?doc=1&signature=${'s'.repeat(150)}`;
export const BILL_KEY = keyOfHref(BILL);
export const INVENTED_KEY = keyOfHref('nobody ever wrote this');

export function token(key: string): string {
  return `{{${key}}}`;
}

export function mapOf(...urls: readonly string[]): ReturnType<typeof hrefMapWith> {
  return hrefMapWith(urls.map((url) => [keyOfHref(url), url]));
}

export interface OneCall {
  readonly parsed: unknown;
  readonly rendered?: unknown;
  readonly actions?: readonly Action[];
  readonly prompt?: string;
  readonly call?: Partial<LlmCall>;
  readonly step?: Partial<Step>;
  readonly run?: Partial<Run>;
}

/** One step, one call; the map knows `BILL`, the prompt offered it. */
export function runOfOneCall(parts: OneCall): LinkRun {
  const prompt = textDocument('llm_prompt', parts.prompt ?? `<a href="${token(BILL_KEY)}">`);
  const call = llmCallWith({
    prompt,
    parsed: jsonDocument('llm_response_parsed', parts.parsed),
    rendered:
      parts.rendered === undefined
        ? undefined
        : jsonDocument('llm_response_rendered', parts.rendered),
    ...parts.call,
  });
  const step = stepWith({ actions: parts.actions ?? [], ...parts.step });
  return runWith({ llmCalls: [call], steps: [step], hrefMaps: [mapOf(BILL)], ...parts.run });
}

/** The model's plan to go to an address. */
export function plan(field: string, value: string, type = 'GOTO_URL'): unknown {
  return { actions: [{ action_type: type, id: null, [field]: value }] };
}

export function gotoAction(parts: Partial<Action> = {}): Action {
  return actionWith({ type: 'goto_url', ...parts });
}

/** The model goes to the bill, and so does Skyvern. */
export const KNOWN_GOTO = {
  parsed: plan('url', token(BILL_KEY)),
  rendered: plan('url', BILL),
  actions: [gotoAction()],
};

/** The one use that a report must hold. */
export function onlyUse(report: LinkReport): LinkUse {
  expect(report.uses).toHaveLength(1);
  const [use] = report.uses;
  if (use === undefined) throw new Error('no use');
  return use;
}
