/** Writes docs/rules, docs/vectors.md, docs/coverage.md and the schema of profiles; `--results` keeps what the last runs of real agents found. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { allRules, codedRules } from '../../server/detect/detectors.ts';
import { keepResults } from '../../test/support/agents/results.ts';
import { coveragePage, renderCoverage } from '../../test/support/coverage.ts';
import { profileSchema } from './profileSchema.ts';
import { rulePages } from './rulePages.ts';
import { vectorPage } from './vectorPage.ts';

const folder = fileURLToPath(new URL('../../docs/rules', import.meta.url));
const pages = await rulePages(allRules(), codedRules);
mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder))
  if (!pages.some(page => page.name === name)) rmSync(path.join(folder, name));
for (const { name, text } of pages) writeFileSync(path.join(folder, name), text);
writeFileSync(path.join(folder, '..', 'vectors.md'), await vectorPage());
writeFileSync(path.join(folder, '..', '..', 'rules', 'profile', 'profile.schema.json'), profileSchema());
if (process.argv.includes('--results')) keepResults();
writeFileSync(coveragePage, await renderCoverage());
console.log(`Wrote ${pages.length} pages to docs/rules.`);
