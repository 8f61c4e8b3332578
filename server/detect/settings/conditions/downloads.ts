/**
 * Command lines that run what they fetch or decode: piped into an interpreter, put in place of a script, or saved as a
 * file that the same line then runs. Works on text, so that lines within code and within quotes count as well.
 */
import type { ConfigNode } from '../document.ts';
import { programWords } from './shell.ts';
import { textsIn } from './subject.ts';

const maxLine = 8_192;

const fetchers = String.raw`(?<![-.\w$])(?:curl|wget|wget2|aria2c|iwr|irm|Invoke-WebRequest|Invoke-RestMethod|fetch(?=\s{1,4}(?:-\S{1,8}\s{1,4}){0,4}["']?https?:))\b(?![-./:=@\w])`;
const decoders = String.raw`(?<![-.\w$])(?:base(?:64|32)\s{1,4}(?:-\w*[dD]\w*|--decode)|xxd\s{1,4}-r|openssl\s{1,4}(?:enc|base64)\b[^|\n]{0,80}\s-d|rev(?=\s{0,4}\|)|uudecode)\b`;
const asOther = String.raw`(?:(?:sudo|doas|exec|env|nohup|command|time)\s{1,4}(?:-\S{1,12}\s{1,4}|\w{1,40}=\S{0,80}\s{1,4}){0,4}){0,3}`;
/** An interpreter without a script of its own: at the end of its command, or with options that read the input. */
const shells = String.raw`(?:(?:ba|z|da|k|a|fi)?sh|xargs\s{1,4}(?:-\S{1,12}\s{1,4}){0,4}(?:ba|z)?sh(?:\s{1,4}-c)?)(?:\s{1,4}-(?:[eiuxlvE]{1,4}|-(?:login|norc|noprofile)))*`;
const others = String.raw`(?:python[\d.]{0,8}(?:\s{1,4}-u)?|node|deno|bun|perl|ruby|php|lua|osascript|pwsh|powershell|iex|Invoke-Expression)`;
const reader = String.raw`(?:[\w./~-]{0,60}/)?(?:${shells}|${others})\s{0,4}(?=$|["'\x60)}|;&<>\n\\]|#|-(?:\s|$|["']|s\b)|/dev/stdin)`;

const intoReader = new RegExp(String.raw`\|(?!\|)\s{0,8}${asOther}${reader}`, 'gi');
const fetches = new RegExp(fetchers, 'i');
const decodes = new RegExp(decoders, 'i');

/** More interpreters than this at the ends of pipes are no line that a person wrote. */
const maxReaders = 50;
const maxPipeline = 900;

/** Tells whether a command of the kind stands before a pipe into an interpreter, in the same pipeline. */
function pipes(line: string, kind: RegExp): boolean {
  let readers = 0;
  for (const { index } of line.matchAll(intoReader)) {
    const before = line.slice(Math.max(0, index - maxPipeline), index);
    if (kind.test(before.split(/;|\n|&&|\|\|/).at(-1) ?? '')) return true;
    if ((readers += 1) >= maxReaders) return false;
  }
  return false;
}

const substituted = new RegExp(
  String.raw`(?:\b(?:(?:ba|z|da|k)?sh|eval|source|python[\d.]{0,8}|node|perl|ruby|php|iex)|(?:^|[\s;&|(])\.)\s{1,8}(?:-\w{1,8}\s{1,4}){0,3}\\?["']?(?:[<$]\(|\x60)\s{0,8}(?:${fetchers}|[^)\x60|\n]{0,200}\|\s{0,4}${decoders}|${decoders})`,
  'i',
);
const powerShell =
  /\b(?:iex|Invoke-Expression)\b[^\n|;]{0,40}(?:\biwr\b|\birm\b|Invoke-(?:WebRequest|RestMethod)|Net\.WebClient)|DownloadString\s{0,4}\(|\bmshta(?:\.exe)?\s{1,4}["']?(?:https?|javascript|vbscript):|\bregsvr32\b[^\n|;&]{0,80}\/i:https?:|\bFromBase64String\([^\n]{1,400}(?:\biex\b|Invoke-Expression|::Load\()/i;

/** Remembers the last line: the cases of a rule ask about the same one, one after another. */
const last = {
  text: '',
  fetched: undefined as boolean | undefined,
  decoded: undefined as boolean | undefined,
};

function remembered(text: string): typeof last {
  if (last.text !== text) Object.assign(last, { text, fetched: undefined, decoded: undefined });
  return last;
}

/** Tells whether a line runs what it fetches. */
export function runsDownload(text: string): boolean {
  if (!/curl|wget|iwr|irm|invoke-|fetch|aria2c|https?:|downloadstring/i.test(text.slice(0, maxLine)))
    return false;
  const memory = remembered(text);
  return (memory.fetched ??= isRunDownload(text.slice(0, maxLine)));
}

const isRunDownload = (line: string): boolean =>
  pipes(line, fetches) || substituted.test(line) || powerShell.test(line) || runsSavedDownload(line);

/** Tells whether a line runs what it decodes, so that nobody can read it. */
export function runsDecoded(text: string): boolean {
  if (!/base(?:64|32)|xxd|openssl|\brev\b|uudecode/i.test(text.slice(0, maxLine))) return false;
  const memory = remembered(text);
  return (memory.decoded ??= isRunDecoded(text.slice(0, maxLine)));
}

const isRunDecoded = (line: string): boolean =>
  pipes(line, decodes) || substituted.test(line) || powerShell.test(line);

const fetcherWord = /(?:^|\/)(?:curl|wget|aria2c)$/i;
const interpreterWord =
  /(?:^|\/)(?:(?:ba|z|da|k)?sh|python[\d.]{0,8}|node|deno|bun|perl|ruby|php|source|\.|pwsh|powershell)$/i;

/** Follows a file from the fetch that saves it to the command that runs it. */
function runsSavedDownload(line: string): boolean {
  const saved = new Set<string>();
  return commandsIn(line).some(command => {
    if (runsOneOf(saved, command)) return true;
    saveInto(saved, command);
    return false;
  });
}

const savedIn = new WeakMap<ConfigNode, ReadonlySet<string>>();

/** Tells whether a line of a script runs a file that the script fetches in another line. */
export function runsEarlierDownload(line: string, script: ConfigNode | undefined): boolean {
  if (script === undefined || !/[\\/]|\bsh\b|python|node|source/.test(line)) return false;
  let saved = savedIn.get(script);
  if (saved === undefined) {
    const names = new Set<string>();
    for (const text of textsIn(script))
      if (/curl|wget|aria2c/i.test(text))
        for (const command of commandsIn(text.slice(0, maxLine))) saveInto(names, command);
    saved = names;
    savedIn.set(script, saved);
  }
  const known = saved;
  return known.size > 0 && commandsIn(line.slice(0, maxLine)).some(command => runsOneOf(known, command));
}

interface Command {
  readonly text: string;
  readonly program: string;
  readonly args: readonly string[];
}

const commandsIn = (line: string): readonly Command[] =>
  line.split(/[;|&\n]+/).map(text => {
    const [program = '', ...args] = withoutRights(programWords(text.trim()));
    return { text, program, args };
  });

const rights = /^(?:sudo|doas|env|nohup|setsid|time|exec|command|xvfb-run)$/;

function withoutRights(words: readonly string[]): readonly string[] {
  const at = words.findIndex((word, index) => !rights.test(word) && !(index > 0 && /^-|^\w+=/.test(word)));
  return at < 0 ? [] : words.slice(at);
}

function saveInto(saved: Set<string>, { program, args, text }: Command): void {
  if (!fetcherWord.test(program)) return;
  const name = savedAs(program, args, text);
  if (name !== undefined) saved.add(name);
}

function savedAs(program: string, args: readonly string[], segment: string): string | undefined {
  const isCurl = /curl$/i.test(program);
  const option = isCurl ? /^(?:-\w*o|--output)$/ : /^(?:-\w*O|--output-document|-o(?=.*aria)|--out)$/;
  const at = args.findIndex(arg => option.test(arg));
  const joined = /\s(?:--output(?:-document)?|--out)=["']?([^\s"']+)/.exec(segment)?.[1];
  const redirected = /[^\d&>]>\s{0,4}["']?([^\s"'<>]+)/.exec(segment)?.[1];
  const named = (at < 0 ? undefined : args[at + 1]) ?? joined ?? redirected;
  if (named !== undefined) return named === '-' ? undefined : plainName(named);
  const keepsName = !isCurl || args.some(arg => /^(?:-\w*[OJ]\w*|--remote-name(?:-all)?)$/.test(arg));
  const url = args.find(arg => /^https?:\/\//i.test(arg));
  return keepsName && url !== undefined ? plainName(url.replace(/[?#].*$/, '')) : undefined;
}

/** Names are compared by their last part: lines change folders in between. */
const plainName = (path: string): string | undefined => {
  const name = path.split(/[\\/]/).at(-1) ?? '';
  return name === '' ? undefined : name;
};

function runsOneOf(saved: ReadonlySet<string>, { program, args }: Command): boolean {
  if (saved.size === 0) return false;
  const holds = (word: string): boolean => saved.has(plainName(word) ?? '');
  if (/[\\/]/.test(program) && holds(program)) return true;
  if (!interpreterWord.test(program)) return false;
  const script = args.find(arg => !arg.startsWith('-'));
  return script !== undefined && holds(script);
}
