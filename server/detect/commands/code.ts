/**
 * One-liners of other languages: which files, addresses and commands their text literals name. A scan, not a parser:
 * it folds constants that are joined, and treats what it cannot fold as unknown. Pure.
 */
import type { PathOp } from '../../../common/event.ts';
import type { Language } from './call.ts';
import { computedMark } from './commandLine.ts';

/** Is what a piece of code names. */
export interface CodeUses {
  readonly paths: readonly { readonly path: string; readonly op: PathOp }[];
  readonly urls: readonly string[];
  /** Shell lines or argument lists that the code runs. */
  readonly commands: readonly string[];
  /** Says why the code cannot be judged by its literals. */
  readonly opaque: readonly string[];
}

const longestCode = 20_000;

/** Scans code for what its literals name. */
export function scanCode(language: Language, text: string): CodeUses {
  const code = foldConstants(text.slice(0, longestCode));
  const literals = [
    ...new Set([
      ...literalsOf(code),
      ...(language === 'perl' || language === 'ruby' ? bareLiterals(code) : []),
    ]),
  ];
  const paths = literals
    .map(literal => literal.replace(openMode, ''))
    .filter(looksLikePath)
    .map(path => path.replace(/^file:\/\//u, ''));
  const ops = opsOf(code);
  return {
    paths: paths.flatMap(path => ops.map(op => ({ path, op }))),
    urls: literals.filter(literal => /^(?:https?|ftp|wss?|tcp):\/\//iu.test(literal)),
    commands:
      runs.test(code) || opensPipe.test(code)
        ? [
            ...argumentLists(code),
            ...literals
              .map(literal => literal.replace(/^\s*\||\|\s*$/gu, ''))
              .filter(literal => /\s|^[\w./-]+$/u.test(literal)),
          ]
        : [],
    opaque: [
      ...(computes.test(code) ? [`${language} code computes its text`] : []),
      ...(text.length > longestCode ? [`${language} code is too long`] : []),
    ],
  };
}

const writesFiles =
  /open\s*\([^)]*,\s*(?:mode\s*=\s*)?["'][^"']*[wax+]|write_?(?:text|bytes|file|string|all|sync)|writeFile|appendFile|createWriteStream|outputFile|File\.(?:write|append|open)|IO\.write|file_put_contents|fopen\s*\([^)]*,\s*["'][waxc]|open\s*\(?[^;]*["'<>]\s*[>+]|print\s*>|>>?\s*["']|copy(?:File|2|tree)?\s*\(|copyfile|\.copy|rename|replace\s*\(|move\s*\(|symlink|link(?:Sync)?\s*\(|hardlink|chmod|truncate|mkdir|touch|utime|extractall|FileUtils|Bun\.write|Deno\.write/iu;
const removesFiles =
  /unlink|\bremove\s*\(|os\.remove|rmtree|rmSync|\brm\s*\(|rmdir|removedirs|File\.delete|rm_rf|rm_r\b|Deno\.remove|\.delete\s*\(/u;
const readsFiles =
  /open\s*\(|read|load|slurp|cat|File\.|IO\.|require|import\s*\(|getline|while\s*\(?<|<\s*\$|include|source|parse_file|fopen|file\s*\(|urlopen|post|send|copy|dump|print|glob|listdir|readdir|walk/iu;
const runs =
  /system|popen|subprocess|exec(?:Sync|File|v|l)?\s*[("'`]|spawn|os\.exec|child_process|\bexec\b|%x|`|shell_exec|passthru|proc_open|Open3|IO\.popen|qx|do shell script|Bun\.\$|Deno\.Command|pty\.|getoutput|os\.execute/u;
/** Perl and Ruby open a program by a bar beside its name. */
const opensPipe = /open\s*\(?[^;]*(?:["']\s*\||\|\s*["'])/u;
const computes =
  /\bchr\s*\(|fromCharCode|fromCodePoint|b64decode|atob\s*\(|base64|\bunhexlify|fromhex|\\x[0-9a-f]{2}\\x|codecs\.decode|decode\s*\(|\beval\s*\(|\bexec\s*\(|__import__|\bcompile\s*\(|marshal|zlib|unpack\s*\(|pack\s*\(|getattr\s*\(|\bglobals\s*\(|Function\s*\(|\.reverse\s*\(|\[::-1\]|Marshal|instance_eval|ROT13|rot13/u;

function opsOf(code: string): readonly PathOp[] {
  const writes = writesFiles.test(code);
  const removes = removesFiles.test(code);
  // Opening a file to write it is no look at it.
  const rest = code.replace(
    /open\s*\([^()]*,\s*(?:mode\s*=\s*)?["'][^"'+]*[wax][^"'+]*["'][^)]*\)|writeFile\w*|write_(?:text|bytes)/gu,
    '',
  );
  const reads = readsFiles.test(rest) || !(writes || removes);
  return [
    ...(reads ? (['read'] as const) : []),
    ...(writes ? (['write'] as const) : []),
    ...(removes ? (['delete'] as const) : []),
  ];
}

/** Perl's `open` takes how a file is opened and its name as one text. */
const openMode = /^\+?[<>]{1,2}\s*(?=[^\s<>|&])/u;

/** Home folder, in the words of several languages. */
const homeWords =
  /(?:pathlib\.)?Path\.home\(\)|os\.path\.expanduser\(\s*(['"])~\1\s*\)|(?:require\(\s*['"](?:node:)?os['"]\s*\)|os)\.homedir\(\)|process\.env\.(?:HOME|USERPROFILE)|process\.env\[\s*['"]HOME['"]\s*\]|os\.environ(?:\.get\(\s*['"]HOME['"]\s*\)|\[\s*['"]HOME['"]\s*\])|os\.getenv\(\s*['"]HOME['"]\s*\)|ENV\[\s*['"]HOME['"]\s*\]|\$ENV\{['"]?HOME['"]?\}|Dir\.home|getenv\(\s*['"]HOME['"]\s*\)|homedir\(\)/gu;

/** Writes two constants as one, in the first one's quotes. */
const joinedBy =
  (glue: string) =>
  (_whole: string, ...[mark = '', first = '', , second = '']: readonly string[]): string =>
    `${mark}${first}${glue}${second}${mark}`;

/** Joins constants that are written apart: `'a' + 'b'`, `join('a', 'b')`, `home / '.ssh'`, `'a' . 'b'`. */
function foldConstants(code: string): string {
  let folded = code.replace(homeWords, "'~'");
  for (let round = 0; round < 12; round += 1) {
    const next = folded
      .replace(
        /(['"`])((?:(?!\1)[^\\\n])*)\1\s*(?:\+|\.(?=\s*['"`])|(?<=['"`])\s(?=\s*['"]))\s*(['"`])((?:(?!\3)[^\\\n])*)\3/gu,
        joinedBy(''),
      )
      .replace(/(['"])((?:(?!\1)[^\\\n])*)\1\s*\/\s*(['"])((?:(?!\3)[^\\\n])*)\3/gu, joinedBy('/'))
      .replace(
        /\b(?:os\.path\.join|path\.join|path\.resolve|File\.join|join|Path)\(\s*((?:(['"])(?:(?!\2)[^\\\n])*\2\s*(?:,\s*)?)+)\)/gu,
        (_whole, list: string) => `'${literalsOf(list).join('/')}'`,
      )
      .replace(
        /(?:\bPath|expanduser|normpath|abspath)\(\s*(['"])((?:(?!\1)[^\\\n])*)\1\s*\)/gu,
        (_whole, mark: string, a: string) => mark + a + mark,
      );
    if (next === folded) break;
    folded = next;
  }
  return folded;
}

/** Lists the text literals of code. */
function literalsOf(code: string): readonly string[] {
  const found: string[] = [];
  for (const match of code.matchAll(
    /"""((?:(?!""")[^])*)"""|'''((?:(?!''')[^])*)'''|(["'`])((?:\\[^]|(?!\3)[^\\])*)\3/gu,
  )) {
    const raw = match[1] ?? match[2] ?? match[4] ?? '';
    const text = raw.replace(/\\(['"`\\/])/gu, '$1').replace(/\$\{[^}]*\}/gu, computedMark);
    if (text !== '') found.push(text);
    if (found.length > 500) break;
  }
  return found;
}

/** Lists `%q(…)`, `qw(…)` and file names in `<…>` of Perl and Ruby. */
const bareLiterals = (code: string): readonly string[] =>
  [...code.matchAll(/(?:%[qQxw]?|q[qxw]?)\s*[({[<]([^)}\]>]*)[)}\]>]/gu)].map(match => match[1] ?? '');

const looksLikePath = (text: string): boolean =>
  text.length <= 1024 &&
  !/[\n\r<>|;]/u.test(text) &&
  !/^(?:https?|ftp|wss?|tcp|data):/iu.test(text) &&
  (/^[~.]?[/\\]|^\.\.?[\w-]|^~|^[A-Za-z]:[\\/]|^file:\/\//u.test(text) ||
    /^[\w@%+=:,.~*?[\]{}-]*(?:\/[\w@%+=:,.~*?[\]{} -]*)*$/u.test(text)) &&
  /[./~\\]|^id_|^[A-Z]\w+file$|[*?]|^kubeconfig$/u.test(text);

/** Turns `['cat', '.env']` into one command line. */
function argumentLists(code: string): readonly string[] {
  return [
    ...code.matchAll(
      /\[\s*((?:(["'])(?:(?!\2)[^\\\n])*\2\s*(?:,\s*)?)+)\]|\(\s*(["'][^"'\n]*["'])\s*,\s*\[((?:\s*["'][^"'\n]*["']\s*(?:,|(?=[\]"'])))*)\]/gu,
    ),
  ].map(match => {
    const words =
      match[1] === undefined ? literalsOf(`${match[3] ?? ''},${match[4] ?? ''}`) : literalsOf(match[1]);
    return words.map(word => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
  });
}
