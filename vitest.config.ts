/** Runs every suite that is not inside the extension host. `ui` and `agents` drive real programs, one at a time. */
import { defineConfig } from 'vitest/config';

const alone = { fileParallelism: false, testTimeout: 300_000, hookTimeout: 300_000, pool: 'forks' as const };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/{unit,gate,crash,architecture,cli}/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          pool: 'forks',
        },
      },
      { test: { name: 'ui', include: ['test/ui/**/*.test.ts'], ...alone } },
      { test: { name: 'agents', include: ['test/agents/**/*.test.ts'], ...alone } },
    ],
  },
});
