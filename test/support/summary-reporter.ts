import type { Reporter, TestModule } from 'vitest/node';

/** Ends a run with one line that a program can read: `N passed, N failed`. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string): number =>
      tests.filter((test) => test.result().state === state).length;
    const broken = modules.filter(
      (module) => module.state() === 'failed' && module.errors().length > 0,
    );
    const failed = count('failed') + broken.length + errors.length;
    process.stdout.write(`${String(count('passed'))} passed, ${String(failed)} failed\n`);
  }
}
