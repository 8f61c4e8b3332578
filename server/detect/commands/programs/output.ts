/** Programs whose output can be known without running them: echo, printf, and simple filters of known text. */
import { isComputed } from '../commandLine.ts';
import type { Call, Program } from '../call.ts';
import { decodeAnsi } from '../words.ts';

const echo: Program = call => {
  let words = call.args.map(word => word.text);
  let escapes = false;
  let newline = true;
  while (/^-[neE]+$/u.test(words[0] ?? '')) {
    const flag = words[0] ?? '';
    if (flag.includes('n')) newline = false;
    if (flag.includes('e')) escapes = true;
    words = words.slice(1);
  }
  const text = words.join(' ');
  return (escapes ? decodeAnsi(text) : text) + (newline ? '\n' : '');
};

const printf: Program = call => {
  const words = call.args.map(word => word.text);
  if (words[0] === '-v') {
    const text = formatText(words[2] ?? '', words.slice(3));
    call.assign(words[1] ?? '', text);
    return '';
  }
  return formatText((words[0] === '--' ? words[1] : words[0]) ?? '', words.slice(words[0] === '--' ? 2 : 1));
};

/** Applies a printf format; it is reused while arguments remain, as printf does. */
function formatText(format: string, args: readonly string[]): string {
  const rest = [...args];
  let out = '';
  for (let round = 0; round < 1000; round += 1) {
    const before = rest.length;
    out += decodeAnsi(format.replaceAll('%%', '\u0001')).replace(
      /%[-+ #0]*(?:\d+|\*)?(?:\.\d+)?(?<kind>[a-zA-Z])/gu,
      (_whole, kind: string) => {
        const value = rest.shift() ?? '';
        return kind === 'b' ? decodeAnsi(value) : value;
      },
    );
    if (rest.length === 0 || rest.length === before) break;
  }
  return out.replaceAll('\u0001', '%');
}

/** Returns a command's input where it is known text. */
export const knownInput = (call: Call): string | undefined => {
  const text = call.input.from === 'text' || call.input.from === 'pipe' ? call.input.text : undefined;
  return text === undefined || isComputed(text) ? undefined : text;
};

const hasDecodeFlag = (call: Call): boolean =>
  call.args.some(word => /^(?:-\w*[dD]\w*|--decode)$/u.test(word.text));

/** Filters that turn known input into known output. */
const filters: Readonly<Record<string, (text: string, call: Call) => string | undefined>> = {
  cat: (text, call) => (call.args.every(word => word.text.startsWith('-')) ? text : undefined),
  base64: (text, call) =>
    hasDecodeFlag(call) ? Buffer.from(text, 'base64').toString('utf8') : Buffer.from(text).toString('base64'),
  base32: () => undefined,
  xxd: (text, call) =>
    call.args.some(word => /^-\w*r/u.test(word.text))
      ? Buffer.from(text.replace(/\s/gu, ''), 'hex').toString('utf8')
      : undefined,
  rev: text =>
    text
      .split('\n')
      .map(line => Array.from(line).reverse().join(''))
      .join('\n'),
  tr: (text, call) => translate(text, call),
  head: text => text,
  sort: text => text,
  uniq: text => text,
};

/** Translates plain sets, and the ranges of ROT13. */
function translate(text: string, call: Call): string | undefined {
  const [from = '', to = ''] = call.args.map(word => ranges(word.text));
  if (call.args.some(word => word.text.startsWith('-'))) {
    return call.args[0]?.text === '-d'
      ? Array.from(text)
          .filter(char => !ranges(call.args[1]?.text ?? '').includes(char))
          .join('')
      : undefined;
  }
  if (to === '') return undefined;
  return Array.from(text)
    .map(char => {
      const index = from.indexOf(char);
      return index < 0 ? char : (to[Math.min(index, to.length - 1)] ?? char);
    })
    .join('');
}

const ranges = (set: string): string =>
  decodeAnsi(set).replace(/([A-Za-z0-9])-([A-Za-z0-9])/gu, (_whole, from: string, to: string) => {
    const length = Math.max(0, to.charCodeAt(0) - from.charCodeAt(0) + 1);
    return Array.from({ length }, (_, index) => String.fromCharCode(from.charCodeAt(0) + index)).join('');
  });

/** Returns what a filter makes of known input; undefined for other programs and unknown input. */
export function filterOutput(call: Call): string | undefined {
  const text = knownInput(call);
  return text === undefined ? undefined : filters[call.program]?.(text, call);
}

/** Maps program names to their interpretation. */
export const outputPrograms: ReadonlyMap<string, Program> = new Map<string, Program>([
  ['echo', echo],
  ['printf', printf],
  ['pwd', () => '.'],
  ['whoami', () => undefined],
  ['basename', call => call.args[0]?.text.split('/').at(-1)],
  ['dirname', call => call.args[0]?.text.replace(/(?<=.)\/[^/]*$|^[^/]+$/u, '') || '.'],
  ['realpath', call => call.args.findLast(word => !word.text.startsWith('-'))?.text],
  ['readlink', call => call.args.findLast(word => !word.text.startsWith('-'))?.text],
  ['ls', call => listed(call)],
]);

/** Names what `ls` was given, so that a pipe into xargs or a loop sees it. */
function listed(call: Call): string | undefined {
  const names = call.args.filter(word => !word.text.startsWith('-')).map(word => word.text);
  return names.length === 0 ? undefined : names.join('\n');
}
