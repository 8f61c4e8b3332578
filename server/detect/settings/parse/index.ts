/** Picks the parser of a format, after the size and encoding checks that all of them need. */
import type { Problem } from '../../../../common/result.ts';
import type { ConfigDocument } from '../document.ts';
import { parseFrontMatter } from './frontMatter.ts';
import { parseJsonc } from './jsonc.ts';
import { parseCfg, parseIni, parseProperties, parseScript } from './lines.ts';
import { parseToml } from './toml.ts';
import { parseXml } from './xml.ts';
import { parseYaml } from './yaml.ts';

/** Lists the formats that configuration comes in; a `script` is lines without comments, a `text` all its lines. */
export type Format =
  'jsonc' | 'toml' | 'yaml' | 'ini' | 'cfg' | 'properties' | 'xml' | 'script' | 'text' | 'frontmatter';

/** Bounds the text length per format: above it, assessing would hold up the guard. */
export const maxLength: Readonly<Record<Format, number>> = {
  jsonc: 4_000_000,
  toml: 1_000_000,
  // The library takes seconds for a hostile megabyte.
  yaml: 200_000,
  ini: 1_000_000,
  cfg: 1_000_000,
  properties: 1_000_000,
  script: 1_000_000,
  xml: 1_000_000,
  text: 1_000_000,
  frontmatter: 1_000_000,
};

const parsers: Readonly<Record<Format, (text: string, source: string) => ConfigDocument>> = {
  jsonc: parseJsonc,
  toml: parseToml,
  yaml: parseYaml,
  ini: parseIni,
  cfg: parseCfg,
  properties: parseProperties,
  script: text => parseScript(text),
  xml: parseXml,
  text: text => parseScript(text, true),
  frontmatter: parseFrontMatter,
};

/** Is a parsed text, the text that its offsets point into, and whether it was too large to read. */
export interface ParsedConfig {
  readonly document: ConfigDocument;
  readonly text: string;
  readonly tooLarge: boolean;
  readonly encoded: boolean;
}

/** Parses a text. Too large a text is not read at all; text that is really UTF-16 is read with its zeros removed. */
export function parseConfig(raw: string, format: Format, source: string): ParsedConfig {
  if (raw.length > maxLength[format])
    return { document: tooLarge(format, source), text: '', tooLarge: true, encoded: false };
  const encoded = raw.includes('\0');
  const text = (encoded ? raw.replaceAll('\0', '').replace(/^[\uFFFD\uFEFFþÿ]+/, '') : raw).replace(
    /^\uFEFF/,
    '',
  );
  const document = parsers[format](text, source);
  if (!encoded) return { document, text, tooLarge: false, encoded };
  const problems = [utf16(source), ...document.problems];
  return { document: { ...document, problems, broken: true }, text, tooLarge: false, encoded };
}

const tooLarge = (format: Format, source: string): ConfigDocument => ({
  root: undefined,
  problems: [
    {
      source,
      message: 'The file is too large to assess.',
      remedy: `Keep configuration under ${maxLength[format] / 1_000} thousand characters.`,
    },
  ],
  duplicates: [],
  broken: true,
  unread: true,
});

const utf16 = (source: string): Problem => ({
  source,
  message:
    'The file holds zero bytes, as UTF-16 does when it is read as UTF-8; programs may read different things from it.',
  remedy: 'Save it as UTF-8.',
});
