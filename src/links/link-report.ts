/** What became of every long link of a run: types only. */
import type { Action, Exchange, LlmCall, Step } from '../run/run.ts';
import type { SourceRef } from '../support/source-ref.ts';

/** The answer to `resolvePlaceholders`. */
export interface LinkReport {
  /** In the order of the LLM calls, then of the text. */
  readonly uses: readonly LinkUse[];
  readonly maps: readonly MapRecord[];
  /** Steps of the run, to name places by. */
  readonly steps: readonly Step[];
  /** Map entries whose URL does not hash to their key. */
  readonly damaged: readonly DamagedEntry[];
  /** `{{ … }}` in answers that is none of Skyvern's link keys; left alone. */
  readonly templates: readonly ForeignTemplate[];
  /** Keys known from all maps of the run together. */
  readonly knownKeyCount: number;
  /** The address of every key that could be told, for decoding. */
  readonly urls: ReadonlyMap<string, string>;
  /** What this report cannot show, one sentence each. */
  readonly limits: readonly string[];
}

/** One placeholder in one answer of the model. */
export interface LinkUse {
  /** As written, braces included. */
  readonly token: string;
  /** `_` + 64 hex digits, or what stands in its place. */
  readonly key: string;
  readonly form: TokenForm;
  readonly place: UsePlace;
  readonly call: LlmCall;
  readonly step: Step | undefined;
  readonly role: UseRole;
  readonly planned: PlannedAction | undefined;
  /** The executed action that came of the planned one. */
  readonly action: Action | undefined;
  readonly link: Link;
  readonly rendering: Rendering;
  readonly fate: Fate;
}

/** placeholder = what Skyvern replaces; the other forms it leaves as they are. */
export type TokenForm = 'placeholder' | 'malformed-key' | 'missing-braces';

/** Where a token stands: in `llm_response_parsed`, or in the raw answer when that is missing. */
export interface UsePlace {
  readonly document: 'llm_response_parsed' | 'llm_response';
  readonly source: SourceRef;
  /** RFC 6901, into the document. */
  readonly pointer: string;
  /** Inside the JSON text at `pointer`, when the raw answer holds JSON. */
  readonly innerPointer: string | undefined;
  /** UTF-16 offsets in the string that holds the token. */
  readonly start: number;
  readonly end: number;
}

/** What the model wanted with the link. */
export type UseRole = 'navigate' | 'type' | 'file' | 'extract' | 'mention';

/** One element of `actions` as the model wrote it. */
export interface PlannedAction {
  readonly index: number;
  /** Lower case. */
  readonly type: string;
  readonly elementId: string | undefined;
}

/** Where an URL is known from. */
export type LinkOrigin =
  | { readonly kind: 'map'; readonly source: SourceRef; readonly stepId: string | undefined }
  | {
      readonly kind: 'recovered';
      readonly from: RecoveryPlace;
      readonly source: SourceRef | undefined;
      readonly stepId: string | undefined;
    };

export type RecoveryPlace =
  | 'llm_response_rendered'
  | 'action'
  | 'html_scrape'
  | 'html_action'
  | 'visible_elements_tree'
  | 'visible_elements_tree_trimmed'
  | 'har';

/** verified = the URL hashes to the key; redacted = it cannot, a secret was cut out; corrupted = it should and does not. */
export type Integrity = 'verified' | 'redacted' | 'corrupted';

interface ResolvedLink {
  readonly url: string;
  readonly isRelative: boolean;
  readonly integrity: Integrity;
  readonly origin: LinkOrigin;
}

/** What a key stands for. */
export type Link =
  | (ResolvedLink & { readonly kind: 'known' })
  /** Known from an earlier page only: it still resolves, but it is not on the page the model looked at. */
  | (ResolvedLink & { readonly kind: 'stale' })
  /** In no map, but an href of the run hashes to the key. */
  | (ResolvedLink & { readonly kind: 'recovered' })
  /** Offered to the model, but nothing in the bundle tells the URL. */
  | { readonly kind: 'unmapped'; readonly offeredInCall: number }
  | {
      readonly kind: 'mistyped';
      readonly nearestKey: string;
      /** Edits; undefined when more than three. */
      readonly distance: number | undefined;
      readonly equalPrefixLength: number;
      /** What was meant, when a map tells. */
      readonly meantUrl: string | undefined;
    }
  /** Like no key that any prompt or map of the run holds. */
  | { readonly kind: 'invented' };

/** What Skyvern made of the string that holds the token. */
export type Rendering =
  | { readonly kind: 'replaced'; readonly value: string }
  | { readonly kind: 'emptied'; readonly value: string }
  /** The token is still there. */
  | { readonly kind: 'left'; readonly value: string }
  | { readonly kind: 'different'; readonly value: string; readonly hasQuoteInUrl: boolean }
  /** The rendered document has no string at this place: it broke and was repaired. */
  | { readonly kind: 'displaced' }
  | { readonly kind: 'absent' };

/** What came of it in the end. */
export type Fate =
  | { readonly kind: 'opened'; readonly status: number; readonly exchange: Exchange }
  | {
      readonly kind: 'redirected';
      readonly status: number;
      readonly to: string;
      readonly hops: number;
      readonly exchange: Exchange;
    }
  | {
      readonly kind: 'no-answer';
      readonly failureText: string | undefined;
      readonly exchange: Exchange;
    }
  | { readonly kind: 'not-requested' }
  | { readonly kind: 'not-observable' }
  | {
      readonly kind: 'action-failed';
      readonly exceptionType: string | undefined;
      readonly message: string | undefined;
    }
  | { readonly kind: 'typed'; readonly isAsMapped: boolean | undefined }
  | { readonly kind: 'passed-as-file' }
  | {
      readonly kind: 'extracted';
      readonly isInOutput: boolean;
      /** Labels of blocks that went on with the URL. */
      readonly usedByBlocks: readonly string[];
      readonly request: RequestTrace;
    }
  | { readonly kind: 'dropped-null-action'; readonly reason: DropReason }
  | { readonly kind: 'rendered-empty' }
  | { readonly kind: 'left-literal' }
  | { readonly kind: 'not-executed'; readonly reason: NotExecutedReason }
  | { readonly kind: 'mentioned' };

export type DropReason = 'empty-url' | 'relative-url' | 'not-a-url' | 'unclear';
export type NotExecutedReason =
  'discarded-step' | 'superseded-answer' | 'answer-not-parsed' | 'no-action' | 'skipped';

/** What the HAR shows of an URL. */
export type RequestTrace =
  | { readonly kind: 'not-observable' }
  | { readonly kind: 'not-requested' }
  | {
      readonly kind: 'requested';
      readonly first: Exchange;
      /** Last of the redirect chain; equals `first` without redirect. */
      readonly last: Exchange;
      readonly hops: number;
    };

/** One `hashed_href_map` of the run. */
export interface MapRecord {
  readonly source: SourceRef;
  readonly stepId: string | undefined;
  readonly entryCount: number;
  /** Keys that no earlier map holds. */
  readonly newKeyCount: number;
  readonly redactedCount: number;
  readonly corruptedCount: number;
}

export interface DamagedEntry {
  readonly key: string;
  readonly value: string;
  readonly integrity: 'redacted' | 'corrupted';
  readonly source: SourceRef;
  /** The true URL, when another place of the run holds it. */
  readonly recoveredUrl: string | undefined;
}

export interface ForeignTemplate {
  readonly text: string;
  readonly place: UsePlace;
  readonly call: LlmCall;
  readonly step: Step | undefined;
}
