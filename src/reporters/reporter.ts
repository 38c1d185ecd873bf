import type { Diagnosis } from '../diagnosis/diagnosis.ts';

/** What a caller may ask of a report; every format takes what it knows and ignores the rest. */
export interface RenderOptions {
  /** Terminal: colours. */
  readonly color?: boolean;
  /** Terminal: OSC 8 links. */
  readonly hyperlinks?: boolean;
  /** Terminal: width, 80 when left out. */
  readonly columns?: number;
  /** Where an entry of the bundle can be opened, `file://…`; undefined when it cannot. */
  readonly entryUrl?: (entry: string) => string | undefined;
  /** Markdown: length at which sections are cut, 65 000 when left out. */
  readonly maxCharacters?: number;
  /** HTML: pictures by entry name, as bytes or as `data:` URI. */
  readonly images?: ReadonlyMap<string, Uint8Array | string>;
  /** HTML: size at which pictures are left out, 15 MB when left out. */
  readonly maxSizeBytes?: number;
}

/** Diagnosis in, text out; pure, and the same text for the same input. */
export type Reporter = (diagnosis: Diagnosis, options: RenderOptions) => string;
