/** Control sequences of terminals: they hide, overwrite or replace what a person reads on the screen. */
import type { Severity } from '../../../../common/finding.ts';
import { tags } from '../../rule.ts';
import type { Spot, TextRule } from '../../text/rule.ts';
import { surfaces, type TextSource } from '../../text/source.ts';

/** Reports control sequences that change what a terminal shows; colours alone do not. */
export const terminalControls: TextRule = {
  id: 'injection/terminal-controls',
  title: 'Control sequences change what a terminal shows',
  why: 'A person sees other text in the terminal than an agent reads, or a link that leads elsewhere.',
  remedy: 'Take the control characters out, and read the text again as it really is.',
  severity: 'high',
  confidence: 'high',
  risks: ['HIDE', 'INSTR'],
  tags: tags('OWASP-LLM@2025:LLM01', 'MITRE-ATLAS@5.6.0:AML.T0068', 'CWE@4.18:CWE-451'),
  surfaces,
  find: source => (control.test(source.text) ? spotsIn(source) : []),
};

const control = /[\u0008\u000b\u001b\u007f\u0080-\u009f]|\r(?!\n|$)/u;

interface Kind {
  readonly shape: RegExp;
  readonly severity: Severity;
  readonly detail: string;
}

const esc = '(?:\\u001b|\\u241b)';
const csi = `(?:${esc}\\[|\\u009b)`;
const kinds: readonly Kind[] = [
  {
    shape: new RegExp(`${csi}(?:\\d{0,3};){0,8}8(?:;\\d{0,3}){0,8}m`, 'gu'),
    severity: 'high',
    detail: 'One conceals the text after it.',
  },
  {
    shape: new RegExp(`(?:${esc}\\]|\\u009d)8;[^;\\u0007\\u001b]{0,200};(?=[^\\u0007\\u001b\\s])`, 'gu'),
    severity: 'medium',
    detail: 'One puts a link under other words.',
  },
  {
    shape: new RegExp(`(?:${esc}\\]|\\u009d)(?:52|1337|50|7|9|777);`, 'gu'),
    severity: 'high',
    detail: 'One writes to the clipboard, a file or another part of the terminal.',
  },
  {
    shape: new RegExp(`(?:${esc}[P_^X]|[\\u0090\\u0098\\u009e\\u009f])[^\\u001b\\u009c]{2,400}`, 'gu'),
    severity: 'high',
    detail: 'One sends a string to the terminal itself.',
  },
  {
    shape: new RegExp(`${csi}\\d{0,3}(?:;\\d{0,3}){0,2}[ABCDEFGHJKLMPSTXf@]|${esc}[78cDEM]|${csi}[su]`, 'gu'),
    severity: 'medium',
    detail: 'Some move the cursor or erase what was shown.',
  },
  {
    shape: /[^\u0008\n]\u0008{1,200}/gu,
    severity: 'medium',
    detail: 'Backspaces strike out what stands before them.',
  },
];

/** Black on black or white on white is shown, but not seen. */
const sameColours = new RegExp(
  `${csi}(?:\\d{1,3};){0,4}3([0-7]);(?:\\d{1,3};){0,4}4\\1m|${csi}(?:\\d{1,3};){0,4}4([0-7]);(?:\\d{1,3};){0,4}3\\2m`,
  'gu',
);

function spotsIn({ text, surface, name }: TextSource): readonly Spot[] {
  const known = kinds.flatMap(kind => spotsOf(kind, text));
  const dim = spotsOf(
    { shape: sameColours, severity: 'high', detail: 'One writes in the colour of its ground.' },
    text,
  );
  const found = [...known, ...dim, ...overwritten(text)];
  if (found.length > 0) return isTool(surface) ? found.map(grave) : found;
  const [any] = text.matchAll(/\u001b\[[\d;]{0,20}m|[\u0080-\u009f]/gu);
  if (any === undefined) return [];
  // Colours have nothing to do in what a model is told; elsewhere they are decoration.
  const severity = isTool(surface) || isObeyed(surface, name) ? 'medium' : 'info';
  return [
    {
      start: any.index,
      end: any.index + any[0].length,
      severity,
      confidence: 'low',
      detail: 'They set colours only.',
    },
  ];
}

const isTool = (surface: TextSource['surface']): boolean => surface === 'tool description';
const isObeyed = (surface: TextSource['surface'], name: string): boolean =>
  surface === 'instruction file' || /\.(?:md|mdc)$/u.test(name);

const grave = (spot: Spot): Spot => ({ ...spot, severity: 'high' });

function spotsOf({ shape, severity, detail }: Kind, text: string): readonly Spot[] {
  const [first, ...rest] = firstFew(text.matchAll(shape));
  if (first === undefined) return [];
  return [first, ...rest].map(match => ({
    start: match.index,
    end: match.index + match[0].length,
    severity,
    detail,
    fix: { title: 'Remove the control sequence', text: '' },
  }));
}

function firstFew(matches: Iterable<RegExpExecArray>): readonly RegExpExecArray[] {
  const few: RegExpExecArray[] = [];
  for (const match of matches) {
    few.push(match);
    if (few.length >= 5) break;
  }
  return few;
}

/** A carriage return alone puts what follows over what stands before it; progress bars and old line ends do so evenly. */
function overwritten(text: string): readonly Spot[] {
  const lone = firstFew(text.matchAll(/[^\r\n]{4,400}\r(?=[^\r\n]{4})/gu));
  const [first] = lone;
  if (first === undefined || !text.includes('\n') || lone.length >= 5) return [];
  return [
    {
      start: first.index,
      end: first.index + first[0].length,
      severity: 'medium',
      confidence: 'low',
      detail: 'A carriage return lets one text cover another.',
    },
  ];
}
