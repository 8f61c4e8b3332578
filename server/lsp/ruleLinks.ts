/** Finds the documentation of rules, which lies beside the bundles: one page a topic, a heading a rule. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** Returns a function from a rule to the address of its heading, by line; undefined for rules that are not documented. */
export function createRuleLinks(folder: string): (ruleId: string) => string | undefined {
  let known: ReadonlyMap<string, string> | undefined;
  return ruleId => {
    known ??= readLinks(folder);
    return known.get(ruleId);
  };
}

function readLinks(folder: string): ReadonlyMap<string, string> {
  const links = new Map<string, string>();
  for (const name of namesIn(folder)) {
    const file = path.join(folder, name);
    const { href } = pathToFileURL(file);
    for (const [index, line] of readFileSync(file, 'utf8').split('\n').entries()) {
      const ruleId = /^## `(?<id>[^`]+)`$/u.exec(line)?.groups?.['id'];
      if (ruleId !== undefined) links.set(ruleId, `${href}#L${index + 1}`);
    }
  }
  return links;
}

/** Without its documentation a finding still says what it means. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter(name => name.endsWith('.md') && name !== 'README.md');
  } catch {
    return [];
  }
}
