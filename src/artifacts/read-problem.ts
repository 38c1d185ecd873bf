/** What is wrong with a file, as data: a damaged file never stops the report, it is named in it. */
export interface ReadProblem {
  readonly code:
    | 'not-json'
    | 'repaired-json'
    | 'truncated'
    | 'wrong-shape'
    | 'wrong-content'
    | 'bad-encoding'
    | 'too-deep'
    | 'too-large'
    | 'empty';
  /** One line: what and where. */
  readonly message: string;
}

/** A reader's answer: what could be read, and what could not. */
export interface Reading<Value> {
  readonly value?: Value | undefined;
  readonly problems: readonly ReadProblem[];
}
