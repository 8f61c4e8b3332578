/**
 * Generic shapes: a setting that nobody listed, whose name speaks of programs, arguments, servers or schemas and whose
 * value lies in the workspace or on the network. Extensions appear faster than any catalogue.
 */
import { namespaceOf, type Catalogue } from './catalogue.ts';
import { genericRules } from './genericRules.ts';
import type { ConfigNode } from './document.ts';
import type { Match, NamedValue } from './match.ts';
import type { Hit } from './report.ts';

/** Finds risky shapes among the settings that no rule of the catalogue knows. */
export function genericHits(values: readonly NamedValue[], catalogue: Catalogue): readonly Hit[] {
  const probes = catalogue.index.get('settings');
  const listed = catalogue.words.lists.get('ordinaryNamespaces') ?? [];
  const ordinary = new Set(listed);
  const known = (name: string): boolean => {
    const space = namespaceOf(name);
    if (ordinary.has(space) || probes?.named.has(name) === true) return true;
    const globs = probes?.globs.get(space) ?? [];
    return globs.some(
      ({ pattern: { segments } }) => segments[0]?.type === 'glob' && segments[0].pattern.test(name),
    );
  };
  const tops = values.filter(value => !value.nested && !known(value.name));
  return tops.flatMap(top => leaves(top).flatMap(hitsAt));
}

interface Leaf extends NamedValue {
  readonly words: string;
}

const maxLeafDepth = 4;

/** Lists the scalars inside a setting with the words of their nearest key. */
function leaves(top: NamedValue): readonly Leaf[] {
  const found: Leaf[] = [];
  const stack: { readonly value: NamedValue; readonly depth: number }[] = [{ value: top, depth: 0 }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { value, depth } = next;
    if (value.node.type === 'scalar') found.push({ ...value, words: lastWords(value.key) });
    else if (depth < maxLeafDepth)
      stack.push(...inner(value).map(item => ({ value: item, depth: depth + 1 })));
  }
  return found;
}

function inner({ node, name, key, keyPath, nested }: NamedValue): readonly NamedValue[] {
  const items: readonly { key: string | number; node: ConfigNode; start?: number }[] =
    node.type === 'object'
      ? node.entries
      : node.type === 'array'
        ? node.items.map((item, index) => ({ key: index, node: item }))
        : [];
  return items.map(item => ({
    name,
    key: typeof item.key === 'string' ? item.key : key,
    node: item.node,
    keyPath: [...keyPath, item.key],
    start: item.start ?? item.node.start,
    nested,
  }));
}

/**
 * Splits the last part of a dotted, camel-case key into words: `foo.serverPath` gives `server path`. What says nothing by
 * itself takes the part before along: `foo.server.path` gives the same.
 */
function lastWords(key: string): string {
  const parts = key.split('.');
  const last = parts.at(-1) ?? '';
  const said = /^(?:path|location|enabled)$/i.test(last) ? parts.slice(-2).join(' ') : last;
  return said
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]+/g, ' ')
    .toLowerCase();
}

function hitsAt(leaf: Leaf): readonly Hit[] {
  const { node, key, keyPath, start, nested, words } = leaf;
  for (const { rule, name } of genericRules) {
    if (!name.test(words)) continue;
    const outcome = rule.cases.find(item => item.when({ key, node }));
    const [pattern] = rule.keys;
    if (outcome === undefined || pattern === undefined) continue;
    const match: Match = {
      probe: { rule, pattern },
      node,
      key,
      keyPath,
      unitPath: keyPath,
      unit: node,
      start,
      nested,
    };
    return [{ match, outcome }];
  }
  return [];
}
