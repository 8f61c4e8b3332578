/** The page on coverage says what the code knows. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commonGaps } from '../../server/agents/coverage.ts';
import { adapters } from '../../server/agents/index.ts';
import { staleResults } from '../support/agents/matrixTable.ts';
import { coveragePage, renderCoverage } from '../support/coverage.ts';

test('docs/coverage.md is what `npm run docs` writes', async () => {
  expect(readFileSync(coveragePage, 'utf8')).toBe(await renderCoverage());
});

test('it names every agent, every known tool and every gap', async () => {
  const page = (await renderCoverage()).replaceAll(/\s+/gu, ' ');
  for (const { title, tools } of adapters) {
    expect(page).toContain(`## ${title}`);
    for (const tool of tools) expect(page).toContain(`\`${tool}\``);
  }
  for (const { unseen } of commonGaps) expect(page).toContain(unseen);
});

test('what is kept of the real agents is of the pinned versions', () => {
  expect(staleResults()).toEqual([]);
});
