/** What a rule's author can say of sources, sanitizers, propagators and labels. */
import { describe, expect, it } from 'vitest';
import type { LanguageId } from '../../../../server/engine/languages/language.ts';
import type { Requires } from '../../../../server/engine/rule.ts';
import {
  argumentsOf,
  calls,
  focusedSink,
  foundLines,
  markedLines,
  nodesOf,
  parameters,
  propagator,
  type Rule,
  sanitizer,
  sink,
  source,
  targetsOf,
} from './flows.ts';

interface Story {
  readonly language?: LanguageId;
  readonly rule: Rule;
  readonly text: string;
}

const label = (name: string): Requires => ({ kind: 'label', name });
const both = (...parts: readonly Requires[]): Requires => ({ kind: 'and', parts });
const not = (part: Requires): Requires => ({ kind: 'not', part });

function tell(stories: Readonly<Record<string, Story>>): void {
  it.each(Object.entries(stories))('%s', (_, { language = 'python', rule, text }) => {
    expect(foundLines(language, text, rule)).toEqual(markedLines(text));
  });
}

describe('sources', () =>
  tell({
    'a parameter': {
      rule: { sources: [source(parameters('a'))] },
      text: `
def f(a, b):
    sink(a)  # !
    sink(b)
`,
    },
    'a parameter of a lambda, in any wrapping': {
      language: 'javascript',
      rule: { sources: [source(parameters('a'))] },
      text: `
app.get((a, b) => { sink(a.x); sink(b); }); // !
app.get(({ a }) => { sink(a); }); // !
const f = async function (b, a = 1) {
  sink(a); // !
};
`,
    },
    'a whole function as source taints all that is in it': {
      rule: { sources: [source(nodesOf('FuncDef'))] },
      text: `
def f(a):
    sink(a)  # !
    sink(b)  # !
sink(a)
`,
    },
    'an argument by side effect': {
      rule: { sources: [source(argumentsOf('taint'), { bySideEffect: true })] },
      text: `
sink(a)
taint(a)
sink(a)  # !
taint(b.c)
sink(b.c)  # !
sink(b.d)
sink(taint(e))  # !
`,
    },
    'an argument by side effect only': {
      rule: { sources: [source(argumentsOf('taint'), { bySideEffect: 'only' })] },
      text: `
sink(taint(a))
sink(a)  # !
`,
    },
    'an argument without side effect is tainted there alone': {
      rule: { sources: [source(argumentsOf('taint'))] },
      text: `
sink(taint(a))  # !
sink(a)
`,
    },
    'the target of an assignment by side effect': {
      rule: { sources: [source(targetsOf('make'), { bySideEffect: true })] },
      text: `
a = make()
sink(a)  # !
sink(make())
`,
    },
    'an exact source taints nothing within itself': {
      rule: { sources: [source(calls('get'), { exact: true })] },
      text: `
get(sink(a))
sink(get(a))  # !
`,
    },
    'a source that is not exact taints what is within': {
      rule: { sources: [source(calls('get'))] },
      text: `
get(sink(a))  # !
sink(a)
`,
    },
    'an expression of any kind': {
      rule: { sources: [source(nodesOf('Str', 'secret'))] },
      text: `
a = "secret"
sink(a)  # !
sink("public")
`,
    },
    'control: whatever runs later is tainted': {
      rule: { sources: [source(calls('start'), { control: true })] },
      text: `
sink(1)
if c:
    start()
    sink(2)  # !
else:
    sink(3)
sink(4)  # !
`,
    },
  }));

describe('sanitizers', () =>
  tell({
    'what it matches is clean, and nothing within is looked at': {
      rule: {},
      text: `
a = source()
sink(clean(a))
clean(sink(a))
sink(a)  # !
`,
    },
    'an exact sanitizer looks within': {
      rule: { sanitizers: [sanitizer(calls('clean'), { exact: true })] },
      text: `
a = source()
sink(clean(a))
clean(sink(a))  # !
`,
    },
    'an argument by side effect': {
      rule: { sanitizers: [sanitizer(argumentsOf('check'), { bySideEffect: true })] },
      text: `
a = source()
check(a)
sink(a)
b = source()
if c:
    check(b)
sink(b)  # !
d.x = source()
d.y = source()
check(d.x)
sink(d.x)
sink(d.y)  # !
`,
    },
    'an argument without side effect is clean there alone': {
      rule: { sanitizers: [sanitizer(argumentsOf('check'))] },
      text: `
a = source()
sink(check(a))
sink(a)  # !
`,
    },
    'a whole statement': {
      rule: { sanitizers: [sanitizer(nodesOf('If'))] },
      text: `
a = source()
if safe(a):
    sink(a)
sink(a)  # !
`,
    },
    'a whole assignment makes its target clean': {
      rule: { sanitizers: [sanitizer(nodesOf('Assign'))], sources: [source(parameters('a'))] },
      text: `
def f(a):
    sink(a)  # !
    a = escape(a)
    sink(a)
`,
    },
    'not conflicting: every call but sources and sinks': {
      rule: {
        sanitizers: [
          sanitizer(nodes => [...calls('f')(nodes), ...calls('sink')(nodes)], { notConflicting: true }),
        ],
      },
      text: `
a = source()
sink(a)  # !
sink(f(a))
`,
    },
    'sanitizing wins over being a source': {
      rule: { sanitizers: [sanitizer(calls('source'))] },
      text: `
sink(source())
`,
    },
  }));

describe('propagators', () =>
  tell({
    'from an argument to the object': {
      rule: { propagators: [propagator(calls('append'), '$X', '$O')] },
      text: `
xs = []
sink(xs)
xs.append(source())
sink(xs)  # !
ys.extend(source())
sink(ys)
`,
    },
    'from one argument to another, either way': {
      rule: {
        propagators: [propagator(calls('copy'), '$X', '$Y'), propagator(calls('copyTo'), '$Y', '$X')],
      },
      text: `
a = source()
copy(a, b)
sink(b)  # !
copyTo(c, a)
sink(c)  # !
copy(d, e)
sink(e)
`,
    },
    'from the object to the parameter of a lambda': {
      language: 'javascript',
      rule: {
        propagators: [
          propagator(
            nodes =>
              calls('each')(nodes).map(match => {
                const item = nodes.find(node => node.kind === 'Name' && node.text === 'item');
                return {
                  ...match,
                  bindings: new Map([...match.bindings, ['$P', { kind: 'node', node: item! }]]),
                };
              }),
            '$O',
            '$P',
          ),
        ],
      },
      text: `
const xs = source();
xs.each(item => { sink(item); }); // !
xs.map(other => { sink(other); });
`,
    },
    'without side effect only the occurrence is tainted': {
      rule: { propagators: [propagator(calls('copy'), '$X', '$Y', { bySideEffect: false })] },
      text: `
a = source()
sink(copy(a, b))  # !
sink(b)
`,
    },
    'one that requires a label and gives another': {
      rule: {
        sources: [source(calls('source'), { label: 'A' }), source(calls('other'), { label: 'B' })],
        propagators: [propagator(calls('copy'), '$X', '$Y', { requires: label('A'), label: 'C' })],
        sinks: [sink(calls('sink'), { requires: label('C') })],
      },
      text: `
a = source()
sink(a)
copy(a, b)
sink(b)  # !
copy(other(), c)
sink(c)
`,
    },
    'one that replaces some labels': {
      rule: {
        sources: [source(calls('source'), { label: 'A' }), source(calls('other'), { label: 'B' })],
        propagators: [propagator(calls('copy'), '$X', '$Y', { label: 'C', replaceLabels: ['A'] })],
        sinks: [sink(calls('sink'), { requires: both(label('C'), label('B')) })],
      },
      text: `
a = source() + other()
copy(a, b)
sink(b)  # !
copy(source(), c)
sink(c)
`,
    },
  }));

describe('labels', () => {
  const sources = [
    source(calls('source'), { label: 'A' }),
    source(calls('evil'), { label: 'B', requires: label('A') }),
  ];
  tell({
    'a source that builds on another': {
      rule: { sources, sinks: [sink(calls('sink'), { requires: label('B') })] },
      text: `
a = source()
sink(a)
sink(evil(1))
b = evil(a)
sink(b)  # !
`,
    },
    'a sink that wants one label and not another': {
      rule: { sources, sinks: [sink(calls('sink'), { requires: both(label('A'), not(label('B'))) })] },
      text: `
a = source()
sink(a)  # !
a = evil(a)
sink(a)
`,
    },
    'a sink that wants something of each metavariable': {
      rule: {
        sources: [source(calls('source'), { label: 'A' }), source(calls('other'), { label: 'B' })],
        sinks: [
          sink(calls('sink'), {
            requires: [
              { metavariable: '$X', requires: label('A') },
              { metavariable: '$Y', requires: label('B') },
            ],
          }),
        ],
      },
      text: `
sink(source(), other())  # !
sink(other(), source())
sink(source(), 1)
`,
    },
    'sources at the same place build on each other': {
      rule: {
        sources: [
          source(calls('source'), { label: 'B', requires: label('A') }),
          source(calls('source'), { label: 'A' }),
        ],
        sinks: [focusedSink(argumentsOf('sink'), { requires: label('B') })],
      },
      text: `
sink(source())  # !
`,
    },
  });
});

describe('sinks at the exit', () => {
  const rule: Rule = {
    sources: [source(targetsOf('open'), { bySideEffect: true })],
    sanitizers: [sanitizer(argumentsOf('close', -1), { bySideEffect: true })],
    sinks: [sink(nodesOf('FuncDef'), { atExit: true })],
  };
  tell({
    'what is still open where control leaves': {
      rule,
      text: `
def f():
    file = open(p)
    if c:
        return 1  # !
    file.close()
    print(1)
def g():
    file = open(p)
    print(1)  # !
def h():
    file = open(p)
    file.close()
`,
    },
  });
});
