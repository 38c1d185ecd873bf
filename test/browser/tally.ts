/** Counts checks and prints those that fail. */
export interface Tally {
  /** Fails when there are complaints, which are printed. */
  check(name: string, complaints: readonly string[]): void;
  /** A measured figure; never a reason to fail. */
  figure(name: string, value: string): void;
  /** Prints the summary line; true when nothing failed. */
  finish(): boolean;
}

export function tallyOf(print: (line: string) => void): Tally {
  let passed = 0;
  let failed = 0;
  return {
    check: (name, complaints) => {
      if (complaints.length === 0) {
        passed += 1;
        return;
      }
      failed += 1;
      print(`not ok: ${name}`);
      for (const complaint of complaints.slice(0, 5)) print(`  ${complaint}`);
    },
    figure: (name, value) => print(`${name}: ${value}`),
    finish: () => {
      print(`${passed} passed, ${failed} failed`);
      return failed === 0;
    },
  };
}
