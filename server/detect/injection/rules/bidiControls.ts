/** Direction controls that make a line read otherwise than it runs ("Trojan Source"). */
import { tags } from '../../rule.ts';
import type { Spot, TextRule } from '../../text/rule.ts';
import { surfaces } from '../../text/source.ts';
import { rightToLeft } from '../hidden/characters.ts';

/** Reports lines whose characters are shown in another order than they stand, without a script that needs it. */
export const bidiControls: TextRule = {
  id: 'injection/bidi-controls',
  title: 'Hidden controls change the order in which a line is shown',
  why: 'What a person reads on this line is not what a program or a model reads.',
  remedy: 'Take the controls out, and read the line again as it really is.',
  severity: 'high',
  confidence: 'high',
  risks: ['HIDE', 'INSTR'],
  tags: tags('OWASP-ASI@2026:ASI09', 'MITRE-ATLAS@5.6.0:AML.T0068', 'CWE@4.18:CWE-451', 'CWE@4.18:CWE-176'),
  surfaces,
  find: ({ text }) => (controls.test(text) ? linesWith(text).flatMap(lineSpots) : []),
};

const controls = /[\u202a-\u202e\u2066-\u2069]/u;

interface Line {
  readonly start: number;
  readonly text: string;
}

function linesWith(text: string): readonly Line[] {
  const lines: Line[] = [];
  for (const match of text.matchAll(/[^\r\n\u2028\u2029]+/gu))
    if (controls.test(match[0])) lines.push({ start: match.index, text: match[0] });
  return lines;
}

function lineSpots({ start, text }: Line): readonly Spot[] {
  const found = [...text.matchAll(/[\u202a-\u202e\u2066-\u2069]/gu)];
  const [first] = found;
  const last = found.at(-1);
  if (first === undefined || last === undefined || !reorders(text, found)) return [];
  return [
    { start: start + first.index, end: start + last.index + 1, detail: `The line holds ${found.length}.` },
  ];
}

/**
 * An override shows any letters backwards. The other controls change only lines that mix directions: isolating a name
 * within Arabic or Hebrew is what they are for, as long as each ends on its line.
 */
function reorders(line: string, found: readonly RegExpExecArray[]): boolean {
  if (/[\u202d\u202e]/u.test(line)) return true;
  if (!/[\u202b\u2067]/u.test(line)) return false;
  return !rightToLeft.test(line) || !isBalanced(found.map(([control]) => control));
}

function isBalanced(line: readonly string[]): boolean {
  const open: string[] = [];
  for (const control of line) {
    if (control === '\u202c' || control === '\u2069') {
      if (open.pop() !== control) return false;
    } else open.push(/[\u2066-\u2068]/u.test(control) ? '\u2069' : '\u202c');
  }
  return open.length === 0;
}
