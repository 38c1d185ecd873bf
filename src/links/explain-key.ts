import type { HrefMap, LlmCall, Run } from '../run/run.ts';
import { buildHrefIndex, type HrefIndex, type KnownHref } from './href-index.ts';
import type { Integrity, Link, LinkOrigin } from './link-report.ts';
import { buildNearestKeyIndex, type NearestKey } from './nearest-key.ts';
import type { PromptKeys } from './prompt-keys.ts';
import { recoverHrefs, type RecoveredHref } from './recover-hrefs.ts';

/** Tells what keys stand for; hashes the hrefs of pages only when the maps leave something open. */
export interface KeyBook {
  readonly index: HrefIndex;
  explain(key: string, call: LlmCall): Link;
  /** Whether any map, page or prompt of the run holds the key. */
  isKnown(key: string): boolean;
  recovered(): ReadonlyMap<string, RecoveredHref>;
}

export function openKeyBook(
  run: Pick<Run, 'hrefMaps' | 'llmCalls' | 'steps' | 'network'>,
  prompts: PromptKeys,
): KeyBook {
  const index = buildHrefIndex(run.hrefMaps);
  const recovered = once(() => recoverHrefs(run));
  const nearest = once(() =>
    buildNearestKeyIndex([...index.hrefs.keys(), ...recovered().keys(), ...prompts.keys]),
  );
  const urlOf = (key: string): string | undefined =>
    index.hrefs.get(key)?.url ?? recovered().get(key)?.url;

  const explain = (key: string, call: LlmCall): Link => {
    const known = index.hrefs.get(key);
    if (known?.integrity === 'verified') {
      return { kind: staleness(key, call), ...fromMap(known) };
    }
    const found = recovered().get(key);
    if (found !== undefined)
      return { kind: 'recovered', ...resolved(found.url, 'verified', found.origin) };
    if (known !== undefined) return { kind: staleness(key, call), ...fromMap(known) };
    const offeredInCall = prompts.firstOfferOf(key);
    if (offeredInCall !== undefined) return { kind: 'unmapped', offeredInCall };
    return explainWrongKey(nearest()(key), urlOf);
  };

  const staleness = (key: string, call: LlmCall): 'known' | 'stale' => {
    if (prompts.isOffered(call, key) !== false) return 'known';
    const isOfferedElsewhere = prompts.firstOfferOf(key) !== undefined;
    return isOfferedElsewhere || !isInMapOfStep(run.hrefMaps, key, call.stepId) ? 'stale' : 'known';
  };

  const isKnown = (key: string): boolean =>
    urlOf(key) !== undefined || prompts.firstOfferOf(key) !== undefined;
  return { index, explain, isKnown, recovered };
}

function explainWrongKey(
  nearest: NearestKey | undefined,
  urlOf: (key: string) => string | undefined,
): Link {
  if (nearest === undefined) return { kind: 'invented' };
  const { key, distance, equalPrefixLength } = nearest;
  return { kind: 'mistyped', nearestKey: key, distance, equalPrefixLength, meantUrl: urlOf(key) };
}

function fromMap({ url, integrity, map }: KnownHref): ReturnType<typeof resolved> {
  return resolved(url, integrity, { kind: 'map', source: map.source, stepId: map.stepId });
}

function resolved(
  url: string,
  integrity: Integrity,
  origin: LinkOrigin,
): {
  readonly url: string;
  readonly isRelative: boolean;
  readonly integrity: Integrity;
  readonly origin: LinkOrigin;
} {
  return { url, isRelative: isRelativeHref(url), integrity, origin };
}

/** Without scheme; `//host/…` counts, the browser resolves it but Skyvern's URL check does not. */
export function isRelativeHref(href: string): boolean {
  return !/^\s*[a-z][a-z0-9+.-]{0,30}:/i.test(href);
}

function isInMapOfStep(maps: readonly HrefMap[], key: string, stepId: string | undefined): boolean {
  return maps.some((map) => map.stepId === stepId && map.entries.has(key));
}

function once<Value>(compute: () => Value): () => Value {
  let computed: { readonly value: Value } | undefined;
  return () => {
    computed ??= { value: compute() };
    return computed.value;
  };
}
