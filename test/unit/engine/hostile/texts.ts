/** Texts of unusual size and shape, with rules that are ordinary. */
import { js, list, type HostileCase } from './cases.ts';

const words = Array.from({ length: 60_000 }, (_, index) => `"k${index}":[${index},{"v":"${index}"}]`).join(
  ',',
);

/** Are texts of unusual size and shape, with a rule that is ordinary. */
export const texts: readonly HostileCase[] = [
  {
    name: 'a million lines',
    language: 'regex',
    rule: { 'pattern-regex': '^$' },
    source: '\n'.repeat(1_000_000),
  },
  {
    name: 'a million lines of generic text',
    language: 'generic',
    rule: { pattern: '$X = $Y' },
    source: 'a\n'.repeat(500_000),
  },
  {
    name: 'generic ellipses',
    language: 'generic',
    rule: { pattern: 'a ... $X ... $Y ... $Z ... b' },
    source: 'a c '.repeat(20_000),
  },
  {
    name: 'generic aliens',
    language: 'generic',
    rule: { pattern: 'a .... $X .... $...Y .... b', options: { generic_engine: 'aliengrep' } },
    source: 'a c '.repeat(20_000),
  },
  {
    name: 'a JSON line of a megabyte',
    language: 'json',
    rule: { pattern: '{"v": $X}' },
    source: `{${words}}`,
  },
  ...(
    [
      'javascript',
      'python',
      'json',
      'ruby',
      'php',
      'go',
      'java',
      'yaml',
      'c',
      'csharp',
      'bash',
      'terraform',
      'typescript',
    ] as const
  ).map((language): HostileCase => ({
    name: `100,000 brackets in ${language}`,
    language,
    rule: { pattern: language === 'json' || language === 'yaml' ? '[$X]' : '$X' },
    source: `${language === 'php' ? '<?php ' : ''}${'['.repeat(50_000)}${']'.repeat(50_000)}`,
  })),
  ...(['bash', 'dockerfile'] as const).map((language): HostileCase => ({
    name: `a pipeline without end in ${language}`,
    language,
    rule: { pattern: 'b | c' },
    source: `${language === 'bash' ? '' : 'RUN '}${'a | '.repeat(8_000)}`,
  })),
  {
    name: 'parentheses in parentheses',
    ...js({ pattern: 'f($X)' }, `${'f('.repeat(50_000)}${')'.repeat(50_000)}`),
  },
  {
    name: 'additions without end',
    ...js({ pattern: '$X + $Y' }, `x = ${list(50_000, index => `a${index}`, ' + ')}`),
  },
  {
    name: 'a long else-if chain',
    ...js(
      { pattern: 'if ($X) $Y' },
      list(3_000, index => `if (a${index}) { f(${index}) }`, ' else '),
    ),
  },
];
