/**
 * PowerShell and cmd: a modest tokenizer, not a grammar. It knows the common file and network commands, `>` and `>>`,
 * `;`, `|` and `&&`. It does not know variables, script blocks, splatting, .NET calls or escapes: what holds them is
 * reported as not understood.
 */
import type { Call, Program } from '../call.ts';
import type { Word } from '../commandLine.ts';
import { wordOf } from '../commandLine.ts';

type Verb = 'read' | 'write' | 'delete' | 'copy' | 'move' | 'fetch' | 'link' | 'run' | 'none';

const verbs: Readonly<Record<string, Verb>> = {
  ...named(
    'get-content gc type cat more select-string findstr sls import-csv import-clixml get-filehash format-hex fc certutil',
    'read',
  ),
  ...named(
    'set-content sc add-content ac out-file new-item ni tee-object export-csv export-clixml clear-content mkdir md attrib icacls set-itemproperty set-acl',
    'write',
  ),
  ...named('remove-item ri rm del erase rd rmdir', 'delete'),
  ...named('copy-item cpi copy cp xcopy robocopy compress-archive expand-archive', 'copy'),
  ...named('move-item mi mv move rename-item rni ren rename', 'move'),
  ...named('invoke-webrequest iwr curl wget invoke-restmethod irm start-bitstransfer bitsadmin', 'fetch'),
  ...named('mklink', 'link'),
  ...named('invoke-expression iex start-process saps invoke-command icm powershell pwsh cmd', 'run'),
  ...named(
    'write-output write-host echo get-childitem dir ls gci set-location cd test-path get-location pwd cls',
    'none',
  ),
};

function named(names: string, verb: Verb): Readonly<Record<string, Verb>> {
  return Object.fromEntries(names.split(' ').map(name => [name, verb]));
}

/** Is the part of a call that this needs. */
export type Recorder = Pick<Call, 'touch' | 'fetch' | 'hide'>;

/** Interprets PowerShell or cmd text. */
export function interpretWindows(call: Recorder, text: string): void {
  if (/\$(?!env:|home\b|null\b|true\b|false\b|_\b)\w|\[[A-Za-z.]+\]::|\{[^]*\}|@\(|`\w|\^/iu.test(text))
    call.hide('PowerShell or cmd text is only partly understood');
  for (const statement of splitStatements(text)) interpretStatement(call, statement);
}

function interpretStatement(call: Recorder, statement: string): void {
  const tokens = tokensOf(statement.replace(/\$home\b/giu, '~'));
  const plain: string[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] ?? '';
    if (/^\d?>{1,2}$/u.test(token)) call.touch(wordOf(tokens[(at += 1)] ?? ''), 'write');
    else if (token === '<') call.touch(wordOf(tokens[(at += 1)] ?? ''), 'read');
    else if (token !== '&' && token !== '.') plain.push(token);
  }
  const name = (plain[0] ?? '').toLowerCase().replace(/\.exe$/u, '');
  for (const token of plain) if (/^https?:\/\//iu.test(token)) call.fetch(token);
  perform(call, verbs[name], plain.slice(1));
}

/** Parameters whose value is no file. */
const plainParameter =
  /^-(?:encoding|pattern|itemtype|type|value|uri|method|headers|body|erroraction|filter|include|exclude|delimiter|totalcount|tail|name|credential|usebasicparsing|c|command)$/iu;
const targetParameter = /^-(?:destination|destinationpath|outfile|filepath)$/iu;

function perform(call: Recorder, verb: Verb | undefined, args: readonly string[]): void {
  const files: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const token = args[at] ?? '';
    if (targetParameter.test(token)) call.touch(wordOf(args[(at += 1)] ?? ''), 'write');
    else if (plainParameter.test(token)) at += 1;
    else if (/^-infile$/iu.test(token)) call.touch(wordOf(args[(at += 1)] ?? ''), 'read');
    else if (!/^[-/]\w+(?::.*)?$/u.test(token)) files.push(...token.split(','));
  }
  actOn(call, verb, files.filter(file => file !== '' && !/^https?:/iu.test(file)).map(wordOf));
}

function actOn(call: Recorder, verb: Verb | undefined, files: readonly Word[]): void {
  if (verb === 'copy' || verb === 'move') transfer(call, verb, files);
  else if (verb === 'run') call.hide('PowerShell or cmd text runs other text');
  else if (verb === undefined) {
    for (const file of files) if (/[./\\~]/u.test(file.text)) call.touch(file, 'read');
  } else if (verb !== 'none' && verb !== 'fetch') for (const file of files) call.touch(file, verb);
}

/** The last of several names is the target. */
function transfer(call: Recorder, verb: 'copy' | 'move', files: readonly Word[]): void {
  const target = files.length > 1 ? files.at(-1) : undefined;
  for (const file of files) {
    if (file === target) continue;
    call.touch(file, 'read');
    if (verb === 'move') call.touch(file, 'delete');
  }
  if (target !== undefined) call.touch(target, 'write');
}

/** Splits at `;`, `|`, `&&`, `||`, `&` and line ends outside quotes; parentheses only group. */
function splitStatements(text: string): readonly string[] {
  return tokensOf(text.replace(/[()]/gu, ' ; '), true)
    .join('\u0001')
    .split(/\u0001?(?:;|\|\|?|&&)\u0001?/u)
    .map(part =>
      part
        .split('\u0001')
        .map(token => (/\s/u.test(token) ? `"${token}"` : token))
        .join(' '),
    )
    .filter(part => part.trim() !== '');
}

function tokensOf(text: string, separators = false): readonly string[] {
  const pattern = separators
    ? /"((?:[^"]|"")*)"|'((?:[^']|'')*)'|(;|\|\|?|&&|\d?>{1,2}|<|\n)|([^\s;|<>"'&]+|&)/gu
    : /"((?:[^"]|"")*)"|'((?:[^']|'')*)'|(\d?>{1,2}|<)|([^\s<>"']+)/gu;
  return [...text.slice(0, 100_000).matchAll(pattern)].map(
    match => match[1] ?? match[2] ?? (match[3] === '\n' ? ';' : match[3]) ?? match[4] ?? '',
  );
}

const powershell: Program = call => {
  const at = call.args.findIndex(word => /^[-/](?:c|co|com|comm|comma|comman|command)$/iu.test(word.text));
  const encoded = call.args.findIndex(word => /^[-/]e(?:c|nc\w*)?$/iu.test(word.text));
  const file = call.args.findIndex(word => /^[-/]f(?:ile)?$/iu.test(word.text));
  if (encoded >= 0) {
    const text = Buffer.from(call.args[encoded + 1]?.text ?? '', 'base64').toString('utf16le');
    call.hide('PowerShell text is encoded');
    interpretWindows(call, text);
  } else if (file >= 0) call.touch(call.args[file + 1] ?? wordOf(''), 'execute');
  else {
    const words =
      at >= 0
        ? call.args.slice(at + 1)
        : call.args.filter(
            (word, index) =>
              !word.text.startsWith('-') &&
              !/^-(?:executionpolicy|ep|ex|windowstyle|w|version|outputformat|inputformat)$/iu.test(
                call.args[index - 1]?.text ?? '',
              ),
          );
    interpretWindows(call, words.map(word => word.text).join(' '));
  }
  return undefined;
};

const cmd: Program = call => {
  const at = call.args.findIndex(word => /^\/[ckr]$/iu.test(word.text));
  if (at >= 0)
    interpretWindows(
      call,
      call.args
        .slice(at + 1)
        .map(word => word.text)
        .join(' '),
    );
  return undefined;
};

/** A cmdlet typed into a shell that is PowerShell itself. */
const cmdlet: Program = call => {
  interpretWindows(
    call,
    [call.program, ...call.args.map(word => (/\s/u.test(word.text) ? `"${word.text}"` : word.text))].join(
      ' ',
    ),
  );
  return undefined;
};

/** Maps program names to their interpretation. */
export const powershellPrograms: ReadonlyMap<string, Program> = new Map<string, Program>([
  ...Object.keys(verbs)
    .filter(
      name =>
        name.includes('-') ||
        /^(?:gc|sls|iwr|irm|iex|del|erase|type|robocopy|findstr|mklink|attrib|icacls|ni)$/u.test(name),
    )
    .filter(name => name !== 'type')
    .map((name): [string, Program] => [name, cmdlet]),
  ['powershell', powershell],
  ['pwsh', powershell],
  ['cmd', cmd],
]);
