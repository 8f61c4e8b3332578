/** What a finding says, which findings are one, and that no input makes the analysis run away. */
import { expect, it } from 'vitest';
import { calls, argumentsOf, findings, focusedSink, foundLines, markedLines, sink, source } from './flows.ts';
import type { TaintFinding } from '../../../../server/engine/taint/types.ts';

const at = (text: string, { start, end }: { readonly start: number; readonly end: number }): string =>
  text.slice(start, end);

function bound(finding: TaintFinding | undefined, name: string): string | undefined {
  const value = finding?.bindings.get(name);
  return value?.kind === 'node' ? value.node.text : undefined;
}

it('shows the way from source to sink', () => {
  const text = `
a = source(1)
b = f(a)
c = b + "x"
sink(c)
`;
  const [finding] = findings('python', text);
  expect(at(text, finding!)).toBe('sink(c)');
  expect(at(text, finding!.trace.source)).toBe('source(1)');
  expect(finding!.trace.variables.map(span => at(text, span))).toEqual(['a', 'b', 'c']);
  expect(at(text, finding!.trace.sink)).toBe('sink(c)');
});

it('joins the metavariables of source and sink; those of the sink win', () => {
  const [finding] = findings('python', `a = source(1, 2)\nsink(a)\n`);
  expect(bound(finding, '$X')).toBe('a');
  expect(bound(finding, '$Y')).toBe('2');
});

it('asks that source and sink agree on metavariables where the rule does', () => {
  const text = `
a = source(x)
a.sink(y)
a.sink(x)  # !
`;
  const rule = { options: { taint_unify_mvars: true }, sinks: [sink(argumentsOf('sink'))] };
  expect(foundLines('python', text, rule)).toEqual([]);
  const agreeing = { options: { taint_unify_mvars: true }, sinks: [sink(calls('sink'))] };
  expect(foundLines('python', text.replaceAll('source(x)', 'source(x, b)'), agreeing)).toEqual(
    markedLines(text),
  );
});

it('reports a sink once, however many sources reach it', () => {
  const text = `\na = source(1) + source(2)\nsink(a)\n`;
  expect(findings('python', text)).toHaveLength(1);
});

it('reports every source where the rule asks for the source', () => {
  const text = `
a = source(1)  # !
b = source(2)  # !
c = source(3)
sink(a + b)
sink(a)
`;
  expect(foundLines('python', text, { options: { taint_match_on: 'source' } })).toEqual(markedLines(text));
});

it('reports an outer sink that the same specification matches within once', () => {
  const text = `sink(sink(source()))`;
  const found = findings('python', text);
  expect(found.map(finding => at(text, finding))).toEqual([text]);
});

it('puts the source first that the sink names first', () => {
  const text = `
a = other() + source()
sink(a)
`;
  const [finding] = findings('python', text, {
    sources: [source(calls('other'), { label: 'B' }), source(calls('source'), { label: 'A' })],
    sinks: [
      sink(calls('sink'), {
        requires: {
          kind: 'and',
          parts: [
            { kind: 'label', name: 'A' },
            { kind: 'label', name: 'B' },
          ],
        },
      }),
    ],
  });
  expect(at(text, finding!.trace.source)).toBe('source()');
});

it('finds nothing without a source or without a sink', () => {
  expect(findings('python', `sink(a)`)).toEqual([]);
  expect(findings('python', `source()`)).toEqual([]);
});

it('ends with what it has when its steps run out', () => {
  const text = `a = source()\nsink(a)\n${'b = f(a)\n'.repeat(100)}sink(b)\n`;
  expect(foundLines('python', text)).toEqual([2, 103]);
  const budget = { left: 50 };
  expect(foundLines('python', text, { budget })).toEqual([2]);
  expect(budget.left).toBeLessThanOrEqual(0);
});

it('bears deep and long texts', () => {
  const deep = `a = ${'('.repeat(300)}source()${')'.repeat(300)}\nsink(${'f('.repeat(300)}a${')'.repeat(300)})  # !\n`;
  expect(foundLines('python', deep)).toEqual(markedLines(deep));
  const long = `a = source()${' + b'.repeat(1_000)}\nsink(a)\n`;
  expect(foundLines('python', long)).toEqual([2]);
});

it('bears loops within loops that hand taint on', () => {
  const depth = 12;
  const heads = Array.from({ length: depth }, (_, n) => `${'  '.repeat(n)}while c:\n`).join('');
  const inner = '  '.repeat(depth);
  const moves = Array.from({ length: 20 }, (_, n) => `${inner}v${n} = v${n + 1}\n`).join('');
  const text = `${heads}${moves}${inner}sink(v0)\n${inner}v5 = source()\n`;
  const budget = { left: 2_000_000 };
  expect(foundLines('python', text, { budget })).toHaveLength(1);
});

it('bears functions that are values of each other', () => {
  const text = `
const a = () => { b(); b(); sink(x); }; // !
const b = () => { c(); c(); a(); };
const c = () => { a(); b(); c(); };
const x = source();
a();
`;
  expect(foundLines('javascript', text)).toEqual(markedLines(text));
});

it('looks into callbacks however deep', () => {
  const text = `const a = source();\n${'run(() => {\n'.repeat(30)}sink(a); // !\n${'});\n'.repeat(30)}`;
  expect(foundLines('javascript', text)).toEqual(markedLines(text));
});

it('takes a sink that is one argument for that argument alone', () => {
  const text = `sink(source(), other)`;
  const [finding] = findings('python', text, { sinks: [focusedSink(argumentsOf('sink'))] });
  expect(at(text, finding!)).toBe('source()');
});
