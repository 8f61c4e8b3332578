/** Runs everything that needs no editor and no agent. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/unit/**/*.test.ts', 'test/gate/**/*.test.ts', 'test/crash/**/*.test.ts', 'test/architecture/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
  },
});
