/**
 * Runs every suite that is not inside the extension host. `ui`, `agents` and `answers` drive real programs, one at a
 * time; `answers` measures how agents take a hook's answer and is for new versions of agents.
 */
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const alone = { fileParallelism: false, testTimeout: 300_000, hookTimeout: 300_000, pool: 'forks' as const };

export default defineConfig({
  test: {
    // Tests of processes wait more than they work; by default one core would be left idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/{unit,gate,crash,badInput,architecture,cli}/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          pool: 'forks',
        },
      },
      { test: { name: 'ui', include: ['test/ui/**/*.test.ts'], ...alone } },
      { test: { name: 'agents', include: ['test/agents/*.test.ts'], ...alone } },
      { test: { name: 'answers', include: ['test/agents/matrix/**/*.test.ts'], ...alone } },
    ],
  },
});
