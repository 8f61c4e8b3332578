/** Terraform's own constants: `local.x` is what a `locals` block says, `var.x` the default of its variable. */
import type { Constant } from './facts.ts';
import type { Node } from '../tree/node.ts';

/** Is how far one local may lead to another. */
const farthest = 10;

/** Answers what a reference to a local or to a variable holds; undefined for anything else. */
export function terraformConstants(nodes: readonly Node[]): (expression: Node) => Constant | undefined {
  let known: ReadonlyMap<string, Node> | undefined;
  const valueOf = (expression: Node, left: number): Constant | undefined => {
    const { kind, text } = expression;
    if (kind === 'Str' || kind === 'Num' || kind === 'Bool' || kind === 'Null') return { kind, text };
    if (left === 0) return undefined;
    if (kind === 'Concat') return joined(expression.kids.map(part => valueOf(part, left - 1)));
    const reference = referenceOf(expression);
    const value = reference === undefined ? undefined : (known ??= definitions(nodes)).get(reference);
    return value === undefined ? undefined : valueOf(value, left - 1);
  };
  return expression => valueOf(expression, farthest);
}

function joined(parts: readonly (Constant | undefined)[]): Constant | undefined {
  const texts = parts.map(part => part?.text);
  return texts.includes(undefined) ? undefined : { kind: 'Str', text: texts.join('') };
}

function referenceOf({ kind, kids }: Node): string | undefined {
  const [object, name] = kids;
  if (kind !== 'Attr' || object?.kind !== 'Name' || name?.kind !== 'Name') return undefined;
  return object.text === 'local' || object.text === 'var' ? `${object.text}.${name.text}` : undefined;
}

/** Returns what each local and each variable with a default is defined as. */
const definitions = (nodes: readonly Node[]): ReadonlyMap<string, Node> =>
  new Map(nodes.flatMap(({ kind, kids }) => (kind === 'Call' ? defined(kids[0], kids[1]) : [])));

function defined(callee: Node | undefined, args: Node | undefined): readonly (readonly [string, Node])[] {
  if (callee?.kind !== 'Name' || args === undefined) return [];
  const body = [...pairs(args.kids.at(-1)?.kids ?? [])];
  if (callee.text === 'locals') return body.map(([name, value]) => [`local.${name}`, value]);
  const label = args.kids[0];
  if (callee.text !== 'variable' || label === undefined) return [];
  return body.filter(([name]) => name === 'default').map(([, value]) => [`var.${label.text}`, value]);
}

function* pairs(body: readonly Node[]): Iterable<readonly [string, Node]> {
  for (const { kind, kids } of body) {
    const [key, value] = kids;
    if (kind === 'Pair' && key?.kind === 'Name' && value !== undefined) yield [key.text, value];
  }
}
