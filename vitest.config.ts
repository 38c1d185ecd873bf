import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    // Properties fork their randomness from one seed, so a failure can be repeated.
    setupFiles: ['test/support/property-seed.ts'],
  },
});
