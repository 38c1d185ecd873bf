/** Where a value came from: an artifact, or an API answer kept in the bundle. Evidence points back through it. */
export type SourceRef =
  | {
      readonly kind: 'artifact';
      readonly artifactId: string;
      readonly artifactType: string;
      readonly entry: string;
    }
  | {
      readonly kind: 'resource';
      readonly resource: string;
      readonly resourceId: string | null;
      readonly entry: string;
    };

/** A text file with its origin; offsets in evidence are UTF-16 offsets into `text`. */
export interface TextDocument {
  readonly source: SourceRef;
  readonly text: string;
}

/** A parsed JSON file with its origin; pointers in evidence are RFC 6901 pointers into `value`. */
export interface JsonDocument {
  readonly source: SourceRef;
  readonly value: unknown;
}
