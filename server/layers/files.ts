/** Reads the files of a layer: bounded, and never what only looks like a file. */
import buffer from 'node:buffer';
import fs from 'node:fs';
import path from 'node:path';
import type { Problem } from '../../common/result.ts';
import { UnfitFileError, inspectPlainSync } from '../platform/plainFile.ts';
import { decodeText } from '../platform/text.ts';
import type { Layer } from './layer.ts';
import { parseProfile } from './profile.ts';

/** Names the policies of a layer. */
export const policyFile = 'policy.cedar';
/** Names the profile of a layer. */
export const profileFile = 'profile.jsonc';

/** A policy that a person wrote and can review is a hundredth of it. */
const largestFile = 256 * 1024;

type FileLayer = Exclude<Layer['layer'], 'floor'>;

/** Reads a layer; undefined when its folder holds neither policies nor a profile. */
export function readLayer(layer: FileLayer, folder: string): Layer | undefined {
  const texts = readTexts(layer, folder);
  return texts === undefined ? undefined : layerOf({ layer, ...texts });
}

/** Returns what the files of a folder say, whoever's layer it is; undefined when it holds neither. */
export function readTexts(layer: Layer['layer'], folder: string): Omit<LayerTexts, 'layer'> | undefined {
  const bounds = { largest: largestFile, links: layer !== 'workspace', onlyUtf8: layer === 'floor' };
  const texts = [policyFile, profileFile].map(name => readText(path.join(folder, name), bounds));
  if (texts.every(text => text === undefined)) return undefined;
  const [policies, profile] = texts;
  const profileName = path.join(folder, profileFile);
  const problems = texts.flatMap(text => (text === undefined || typeof text === 'string' ? [] : [text]));
  return {
    folder,
    problems,
    profileName,
    policyName: path.join(folder, policyFile),
    ...(typeof policies === 'string' ? { policyText: policies } : {}),
    ...(typeof profile === 'string' ? { profileText: profile } : {}),
  };
}

/** Says what a layer is made of. */
interface LayerTexts extends Pick<Layer, 'layer' | 'folder' | 'problems' | 'profileName'> {
  readonly policyName: string;
  readonly policyText?: string;
  readonly profileText?: string;
}

/** Makes a layer of its texts. */
export function layerOf(texts: LayerTexts): Layer {
  const { layer, folder, problems, profileName, policyName, policyText, profileText } = texts;
  const read =
    profileText === undefined
      ? { profile: {}, problems: [], lineOf: () => 1 }
      : parseProfile(profileText, profileName, layer);
  return {
    layer,
    folder,
    profileName,
    profile: read.profile,
    lineOf: read.lineOf,
    problems: [...problems, ...read.problems],
    ...(policyText === undefined ? {} : { policies: { layer, name: policyName, text: policyText } }),
  };
}

/** Returns a text that changes whenever a file of the layer does. */
export const stampOf = (folder: string): string =>
  [folder, path.join(folder, policyFile), path.join(folder, profileFile)].map(stampOfFile).join(' ');

function stampOfFile(file: string): string {
  try {
    const stat = fs.lstatSync(file, { throwIfNoEntry: false });
    if (stat === undefined) return '-';
    const { mtimeMs, ctimeMs, size, ino } = stat.isSymbolicLink() ? fs.statSync(file) : stat;
    return `${stat.mode}:${mtimeMs}:${ctimeMs}:${size}:${ino}`;
  } catch (error) {
    return codeOf(error);
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown';

/** Says what of a file is read. */
interface Bounds {
  /** Bytes; a larger file is not read. */
  readonly largest: number;
  /** A link of a repository could lead to any file of the user. */
  readonly links: boolean;
  /** UTF-16 is refused as well: what is signed is UTF-8. */
  readonly onlyUtf8?: boolean;
}

/** Returns a file's text, undefined where there is none, or why it cannot be read. Never waits for a pipe. */
export function readText(file: string, bounds: Bounds): string | Problem | undefined {
  const { largest, links } = bounds;
  try {
    // Windows has no flag for it.
    if (!links && isLink(file)) return link(file);
    const { bytes } = inspectPlainSync(file, { limit: largest, noLink: !links });
    return textIn(bytes, file, bounds);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    if (code === 'ELOOP' || code === 'EMLINK') return link(file);
    if (code === 'EFBIG') return tooLarge(file, largest);
    if (error instanceof UnfitFileError)
      return unreadable(file, 'is no file.', 'Remove it, or put a file there.');
    return unreadable(file, `cannot be read (${code}).`, 'Make it readable for you, or remove it.');
  }
}

function textIn(bytes: Buffer, file: string, { onlyUtf8 }: Bounds): string | Problem {
  const decoded = decodeText(bytes);
  if (decoded === undefined) return unreadable(file, 'is no text.', 'Save it as UTF-8.');
  const isUtf8 = decoded.encoding.startsWith('utf8');
  // Bytes that are none would be taken for another name, which a rule then never finds.
  if (isUtf8 ? !buffer.isUtf8(bytes) : onlyUtf8 === true)
    return unreadable(file, 'is not UTF-8.', 'Save it as UTF-8.');
  return decoded.text;
}

const isLink = (file: string): boolean =>
  fs.lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true;

const link = (file: string): Problem =>
  unreadable(file, 'is a link, which a workspace may not use here.', 'Put the file itself there.');

const tooLarge = (file: string, largest: number): Problem =>
  unreadable(file, `is larger than ${largest / 1024} KB and was not read.`, 'Make it shorter.');

const unreadable = (source: string, message: string, remedy: string): Problem => ({
  source,
  line: 1,
  message,
  remedy,
});
