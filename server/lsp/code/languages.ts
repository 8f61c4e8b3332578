/** Which languages of the engine the editor's languages are, and how a comment is written in them. Pure. */
import type { LanguageId } from '../../engine/languages/language.ts';

/** What the editor says counts more than the file's name: a person can set it, and a new file has no name. */
const byEditorName: ReadonlyMap<string, LanguageId> = new Map<string, LanguageId>([
  ['python', 'python'],
  ['javascript', 'javascript'],
  ['javascriptreact', 'javascript'],
  ['typescript', 'typescript'],
  ['typescriptreact', 'tsx'],
  ['java', 'java'],
  ['go', 'go'],
  ['ruby', 'ruby'],
  ['php', 'php'],
  ['csharp', 'csharp'],
  ['c', 'c'],
  ['cpp', 'cpp'],
  ['kotlin', 'kotlin'],
  ['rust', 'rust'],
  ['shellscript', 'bash'],
  ['json', 'json'],
  ['jsonc', 'json'],
  ['yaml', 'yaml'],
  ['github-actions-workflow', 'yaml'],
  ['dockercompose', 'yaml'],
  ['ansible', 'yaml'],
  ['dockerfile', 'dockerfile'],
  ['terraform', 'terraform'],
  ['terraform-vars', 'terraform'],
  ['hcl', 'terraform'],
]);

/** Returns the engine's language of an open document; undefined where the file's name has to tell. */
export const languageOfDocument = (languageId: string): LanguageId | undefined =>
  byEditorName.get(languageId);

/** Is how a comment that ends with its line is written. */
export interface CommentStyle {
  readonly open: string;
  readonly close: string;
}

const hash: CommentStyle = { open: '# ', close: '' };
const slashes: CommentStyle = { open: '// ', close: '' };
/** Is a comment among the children of a JSX element. */
export const jsxComment: CommentStyle = { open: '{/* ', close: ' */}' };

const styles: ReadonlyMap<string, CommentStyle> = new Map([
  ...['python', 'ruby', 'shellscript', 'yaml', 'github-actions-workflow', 'dockercompose', 'ansible'].map(
    name => [name, hash] as const,
  ),
  ...['dockerfile', 'terraform', 'terraform-vars', 'hcl'].map(name => [name, hash] as const),
  ...['javascript', 'javascriptreact', 'typescript', 'typescriptreact', 'java', 'go', 'php', 'csharp'].map(
    name => [name, slashes] as const,
  ),
  ...['toml', 'dotenv', 'properties', 'makefile'].map(name => [name, hash] as const),
  ['ini', { open: '; ', close: '' }] as const,
  ...['c', 'cpp', 'kotlin', 'rust', 'jsonc'].map(name => [name, slashes] as const),
]);

/** Returns how a language writes comments; undefined where it has none. */
export const commentStyle = (languageId: string): CommentStyle | undefined => styles.get(languageId);

/** Tells whether a document may hold JSX. */
export const mayHoldJsx = (languageId: string): boolean => /react$|^javascript$/.test(languageId);
