/** Fingerprints of hits: the same risk with the same value, wherever it moved in a list. */
import { canonical, type ConfigNode } from './document.ts';
import type { Hit } from './report.ts';

/** Creates a function that fingerprints hits; it renders each value once, however many hits lie in it. */
export function fingerprinter(): (hit: Hit) => string {
  const rendered = new Map<ConfigNode, string>();
  const render = (node: ConfigNode): string => {
    const known = rendered.get(node);
    if (known !== undefined) return known;
    const text = canonical(node);
    rendered.set(node, text);
    return text;
  };
  return ({ match, outcome }) => {
    const place = match.keyPath.map(part => (typeof part === 'number' ? '#' : part));
    return JSON.stringify([match.probe.rule.id, outcome.severity, place, render(match.unit)]);
  };
}
