import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    // The default leaves a processor idle, which on two is half the machine.
    maxWorkers: '100%',
    // Properties fork their randomness from one seed, so a failure can be repeated.
    setupFiles: ['test/support/property-seed.ts'],
  },
});
