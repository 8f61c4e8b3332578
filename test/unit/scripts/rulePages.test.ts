/** docs/rules is what the rules say: `npm run docs` after a change of a rule. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { rulePages } from '../../../scripts/docs/rulePages.ts';
import { allRules, codedRules } from '../../../server/detect/detectors.ts';

const folder = fileURLToPath(new URL('../../../docs/rules', import.meta.url));

test('docs/rules is up to date', async () => {
  const pages = await rulePages(allRules(), codedRules);
  expect(readdirSync(folder).toSorted()).toEqual(pages.map(({ name }) => name).toSorted());
  for (const { name, text } of pages)
    expect(readFileSync(path.join(folder, name), 'utf8') === text, `${name}: run "npm run docs"`).toBe(true);
});

test('every rule has its place, and every link leads somewhere', async () => {
  const pages = await rulePages(allRules(), codedRules);
  const text = pages.map(page => page.text).join('\n');
  expect(allRules().filter(({ id }) => !text.includes(`## \`${id}\``))).toEqual([]);
  const links = Array.from(text.matchAll(/\]\(([^)#]+)\)/gu), ([, link = '']) => link);
  const present = (link: string): boolean => {
    try {
      return readFileSync(path.join(folder, link)).length > 0;
    } catch {
      return false;
    }
  };
  expect(links.filter(link => !present(link))).toEqual([]);
});
