/**
 * Decides what happens to a call that nobody can judge: no guard answers, or not in time. Commands, fetches, MCP calls,
 * unknown tools, secrets and protected places are refused; reading and writing ordinary files of the workspace goes on,
 * so that work does not stand still. Only names are looked at, and whatever is not plainly ordinary is refused.
 * Must import nothing heavy.
 */
import { fs, path } from '../gate/wireBuiltins.ts';
import { readPlainTextSync } from '../platform/plainFile.ts';

/** Names what is answered when nobody can judge. */
export type OnUnavailable = 'careful' | 'deny';

/** A workspace's own profile may ask for refusals; what it says can only make a hook stricter. */
const asksForDenials = /"onUnavailable"\s*:\s*"deny"/u;
const highest = 40;
const largestProfile = 1024 * 1024;

/** Tells whether the profile of a folder, or of one above it, asks that nothing goes on unjudged. */
export function denialsAskedFor(folders: readonly string[]): boolean {
  return folders.some(folder => {
    let at = path.resolve(folder);
    for (let height = 0; height < highest; height += 1) {
      if (asks(path.join(at, '.ringfence', 'profile.jsonc'))) return true;
      const above = path.dirname(at);
      if (above === at) return false;
      at = above;
    }
    return false;
  });
}

/** A profile that is there and cannot be read asks for the strictest. */
function asks(file: string): boolean {
  if (fs.statSync(file, { throwIfNoEntry: false }) === undefined) return false;
  try {
    return asksForDenials.test(readPlainTextSync(file, largestProfile));
  } catch {
    return true;
  }
}

type Fields = Readonly<Record<string, unknown>>;

/** Tells whether a call may go on although nobody judged it. */
export function mayGoOn(payload: Buffer, event: string | undefined): boolean {
  const fields = parsed(payload);
  if (fields === undefined) return false;
  const tool = toolIn(fields, event);
  if (tool === undefined || !ordinaryTool.test(tool)) return false;
  const texts = textsIn(inputIn(fields)).filter(({ name }) => !contentName.test(name));
  const paths = texts.filter(({ name }) => pathName.test(name));
  return (
    paths.length > 0 &&
    texts.every(({ text }) => isOrdinary(text)) &&
    paths.every(({ text }) => isInside(text, cwdIn(fields)))
  );
}

/** Tools that read, look for or write files by themselves, by the names that agents give them. */
const ordinaryTool =
  /^(?:read|read_?files?|view|ls|list_?dir(?:ectory)?|list_files|glob|grep|(?:file|grep)_search|search_files|write|write_?file|write_to_file|create|create_?file|edit|edit_file|replace|replace_string_in_file|str_replace|editor|fs_?write|fs_?read)$/iu;

/** What is written is not looked at here: the place is what makes a write dangerous. */
const contentName =
  /^(?:content|contents|file_text|(?:old|new)_?(?:string|str|text|String)|code|instruction|explanation|description|pattern|query|regex|mode)$/u;
const pathName = /path|file|dir|folder|uri/iu;

/** Names of secrets, of places that run code or steer tools, and of links out of the workspace. */
const suspicious =
  /(?:^|[\\/])\.|\.\.|[~$%`*?\0]|:\/\/|secret|credential|passw|token|private|api_?key|id_(?:rsa|dsa|ecdsa|ed25519)|\.(?:pem|key|p12|pfx|jks|kdbx|keystore|ovpn|tfstate|tfvars|code-workspace)$|kubeconfig|wallet|terraform|(?:^|[\\/])(?:package\.json|makefile|justfile|dockerfile|devcontainer\.json|agents\.md|claude\.md|gemini\.md)$/iu;

/** Further names that the file catalogue guards; a test holds this list to it. */
const guardedNames = [
  /tasks\.vs\.json/u,
  /launchsettings\.json/u,
  /mcp(?:[-_](?:config|settings))?\.json/u,
  /(?:agents?|claude|gemini|qwen|codex|warp|skill)(?:\.\w+)?\.md/u,
  /opencode\.jsonc?/u,
  /(?:crush|greptile|omnisharp|sftp-config|auth|google-services|local\.settings)\.json/u,
  /rust-analyzer\.toml/u,
  /latexmkrc/u,
  /hie\.yaml/u,
  /pylintrc/u,
  /mise(?:\.\w+)?\.toml/u,
  /(?:site|user)customize\.py/u,
  /lefthook[\w-]*\.\w+/u,
  /jenkinsfile(?:\.\w+)?/u,
  /(?:azure-|bitbucket-)pipelines[\w.-]*\.ya?ml/u,
  /(?:cloudbuild|buildspec|appveyor|vault)\.ya?ml/u,
  /codeowners/u,
  /osv-scanner\.toml/u,
  /sonar-project\.properties/u,
  /bunfig\.toml/u,
  /pip\.(?:conf|ini)/u,
  /nuget\.config/u,
  /(?:gradlew|mvnw)(?:\.\w+)?/u,
  /gradle-wrapper\.\w+/u,
  /env\.(?:local|prod|production|secret)/u,
  /_netrc/u,
  /googleservice-info\.plist/u,
  /wp-config\.php/u,
  /(?:fish_|consolehost_)history(?:\.txt)?/u,
  /(?:key|keystore|signing)\.properties/u,
  /[^\\/]*(?:vault_pass|service[-_]account|firebase-adminsdk)[^\\/]*/u,
  /ruby_lsp[\\/].*addon\.rb/u,
  /[^\\/]*\.(?:suo|prompttemplate|sublime-project|pth|env|publishsettings|ppk|p8|mobileprovision|har|tfvars\.json|tfstate\.backup)/u,
];
const guarded = new RegExp(`(?:^|[\\\\/])(?:${guardedNames.map(({ source }) => source).join('|')})$`, 'iu');

const isOrdinary = (text: string): boolean =>
  text.length < 1024 && !suspicious.test(text) && !guarded.test(text);

/** Once by name, and once by where links lead. */
function isInside(file: string, cwd: string): boolean {
  const named = path.resolve(cwd, file);
  return liesIn(named, cwd) && liesIn(realPath(named), realPath(cwd));
}

function liesIn(file: string, folder: string): boolean {
  const way = path.relative(folder, file);
  return way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way) && isOrdinary(way);
}

/** What is not there yet lies where its nearest folder leads. */
function realPath(file: string): string {
  try {
    return fs.realpathSync.native(file);
  } catch {
    const folder = path.dirname(file);
    return folder === file ? file : path.join(realPath(folder), path.basename(file));
  }
}

function parsed(payload: Buffer): Fields | undefined {
  try {
    return fieldsOf(JSON.parse(payload.toString('utf8')));
  } catch {
    return undefined;
  }
}

const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function toolIn(fields: Fields, event: string | undefined): string | undefined {
  if (event === 'pre_read_code' || event === 'beforeReadFile') return 'read';
  if (event === 'pre_write_code') return 'write';
  const call = fieldsOf(fields['tool_call']) ?? fieldsOf(fields['input']) ?? {};
  return (
    textOf(fields['tool_name']) ?? textOf(call['name']) ?? textOf(fields['tool']) ?? textOf(call['tool'])
  );
}

/** Parameters lie in different places; what is nowhere else is the payload itself. */
const inputIn = (fields: Fields): unknown =>
  fields['tool_input'] ??
  fieldsOf(fields['tool_call'])?.['input'] ??
  fieldsOf(fields['output'])?.['args'] ??
  fields['tool_info'] ??
  (fields['file_path'] === undefined ? fields['input'] : { file_path: fields['file_path'] });

function cwdIn(fields: Fields): string {
  const roots = fields['workspace_roots'] ?? fields['workspaceRoots'];
  const root = Array.isArray(roots) ? textOf(roots[0]) : undefined;
  return textOf(fields['cwd']) ?? root ?? process.cwd();
}

interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** Anything that is nested deeper counts as suspicious: no ordinary call is. */
function textsIn(value: unknown, name = '', depth = 0): readonly NamedText[] {
  if (typeof value === 'string') return [{ name, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  if (depth > 4) return [{ name: 'path', text: '..' }];
  return Object.entries(value).flatMap(([key, item]) =>
    textsIn(item, Array.isArray(value) ? name : key, depth + 1),
  );
}
