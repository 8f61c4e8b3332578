/** Lowers JSX. */
import { fieldOf, fieldsOf, namedOf, type Cst } from '../../tree/cst.ts';
import { Node, none } from '../../tree/node.ts';
import { placeholder } from '../language.ts';
import { empty, make, wrap, type Handler, type Handlers, type Lowering } from '../lowering.ts';

const attributesOf = (tag: Cst, low: Lowering, at: number): Node => {
  const found = fieldsOf(tag, 'attribute');
  const [first] = found;
  const last = found.at(-1);
  if (first === undefined || last === undefined) return empty('XmlAttrs', at);
  return make(
    'XmlAttrs',
    { ...first, end: last.end },
    found.flatMap(child => attribute(child, low)),
  );
};

/** `{...props}` among attributes is a Spread; braces around a value go. */
function attribute(cst: Cst, low: Lowering): readonly Node[] {
  if (cst.type === 'jsx_expression') return low.named(cst);
  const [name, value] = namedOf(cst);
  return [make('XmlAttr', cst, [nameOf(name, low, cst.start), valueOf(value, low, cst.end)])];
}

function valueOf(cst: Cst | undefined, low: Lowering, at: number): Node {
  if (cst === undefined) return none(at);
  if (cst.type === 'string') return quotedValue(cst, low);
  return cst.type === 'jsx_expression' ? low.one(namedOf(cst)[0], cst.end) : low.one(cst, at);
}

/** A value without quotes is a pattern's placeholder, which only looked quoted to the grammar. */
function quotedValue(cst: Cst, low: Lowering): Node {
  const source = low.source(cst);
  return placeholder.test(source) ? make('Name', cst, [], source) : make('Str', cst, [], source.slice(1, -1));
}

const nameOf = (cst: Cst | undefined, low: Lowering, at: number): Node => {
  if (cst === undefined) return none(at);
  return cst.type === 'jsx_namespace_name' ? make('Name', cst, [], low.source(cst)) : low.one(cst, at);
};

/** White space between lines means nothing in JSX. A placeholder alone in its text is an expression of the pattern. */
function text(cst: Cst, low: Lowering): readonly Node[] {
  const source = low.source(cst);
  const trimmed = source.trim();
  if (trimmed === '') return [];
  const start = cst.start + source.indexOf(trimmed);
  const kind = placeholder.test(trimmed) ? 'Name' : 'XmlText';
  return [new Node(kind, trimmed, [], start, start + trimmed.length)];
}

const element: Handler = (cst, low) => {
  const tag = fieldOf(cst, 'open_tag');
  const name = tag === undefined ? undefined : fieldOf(tag, 'name');
  const children = cst.kids.filter(child => child.field === '' && child.named);
  const close = fieldOf(cst, 'close_tag');
  const kids = low.all(children);
  const from = tag?.end ?? cst.start;
  return make('Xml', cst, [
    nameOf(name, low, cst.start),
    tag === undefined ? empty('XmlAttrs', cst.start) : attributesOf(tag, low, from),
    new Node('XmlKids', '', kids, from, Math.max(from, close?.start ?? cst.end)),
  ]);
};

const selfClosing: Handler = (cst, low) => {
  const name = nameOf(fieldOf(cst, 'name'), low, cst.start);
  return make('Xml', cst, [name, attributesOf(cst, low, name.end), none(cst.end)]);
};

/** Maps the node types of JSX. */
export const markup: Handlers = {
  jsx_element: element,
  jsx_self_closing_element: selfClosing,
  jsx_expression: wrap('XmlExpr'),
  jsx_attribute: attribute,
  jsx_text: text,
  html_character_reference: (cst, low) => make('XmlText', cst, [], low.source(cst)),
  jsx_namespace_name: (cst, low) => nameOf(cst, low, cst.start),
};
