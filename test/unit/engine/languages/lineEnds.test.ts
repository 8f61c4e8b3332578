/** A carriage return by itself ends a line in these languages: no comment may hide the code after it. */
import { describe, expect, it } from 'vitest';
import { adapterOf } from '../../../../server/engine/languages/registry.ts';
import type { LanguageId } from '../../../../server/engine/languages/language.ts';
import { returnsAsNewlines } from '../../../../server/engine/languages/lineEnds.ts';
import { shown } from './lowered.ts';

const texts: readonly (readonly [LanguageId, string])[] = [
  ['javascript', '// note\nlet a = b // why\nrun(a)\n'],
  ['typescript', '// note\nlet a: T = b // why\nrun(a)\n'],
  ['tsx', '// note\nlet a = <b /> // why\nrun(a)\n'],
  ['python', '# note\nif a:\n    b = 1 # why\n    run(b)\n'],
  ['java', '// note\nclass A { void b() { run(1); } }\n'],
  ['csharp', '// note\nclass A { void B() { Run(1); } }\n'],
  ['kotlin', '// note\nfun a() {\n  val b = 1 // why\n  run(b)\n}\n'],
  ['php', '<?php // note\n$a = 1; # why\nrun($a);\n'],
  ['c', '// note\nint main(void) { return run(1); }\n'],
  ['cpp', '// note\nint main() { return run(1); }\n'],
  ['yaml', '# note\na: 1 # why\nb:\n  - c\n'],
];

describe('a text whose lines end with carriage returns', () => {
  it.each(texts)('is read in %s as one with newlines', (language, text) => {
    const adapter = adapterOf(language);
    if (adapter === undefined) throw new Error(`${language} has no adapter.`);
    expect(shown(adapter, text)).toMatch(/run|Run|\bc\b/u);
    expect(shown(adapter, text.replaceAll('\n', '\r'))).toBe(shown(adapter, text));
  });
});

describe('returnsAsNewlines', () => {
  it('keeps length, and the line ends of Windows', () => {
    expect(returnsAsNewlines('a\rb\r\nc\r\r\n')).toBe('a\nb\r\nc\n\r\n');
  });
});
