/** Opens a folder of policy for the verbs: whose layer it is, its files, and a judge under its rules alone. */
import fs from 'node:fs';
import path from 'node:path';
import type { GuardEvent } from '../../../common/event.ts';
import { describeProblem } from '../../../common/result.ts';
import { createCore, type Core } from '../../guard/core.ts';
import type { FloorState } from '../../floor/floor.ts';
import { layerOf, policyFile, profileFile, readLayer, readTexts } from '../../layers/files.ts';
import type { Layer } from '../../layers/layer.ts';
import { ringfenceFolders } from '../../platform/folders.ts';
import { builtInBook, type PolicyBook } from '../../policy/open.ts';
import { UsageError, type CommandContext } from '../command.ts';
import { choice } from '../options.ts';

/** Is a folder with policies, a profile and tests. */
export interface PolicyFolder {
  readonly folder: string;
  readonly layer: Layer;
}

/** Opens a folder; `.ringfence` unless another is named. Throws when it holds neither policies nor a profile. */
export function openFolder(
  named: string | undefined,
  as: string | undefined,
  context: CommandContext,
): PolicyFolder {
  const folder = path.resolve(context.cwd, named ?? '.ringfence');
  if (!fs.existsSync(folder))
    throw new UsageError(`${named ?? '.ringfence'} is not there; "ringfence policy init" writes one.`);
  const name =
    as === undefined ? usualLayer(folder, context) : choice('layer', as, ['floor', 'user', 'workspace']);
  const layer = name === 'floor' ? asFloor(folder) : readLayer(name, folder);
  if (layer === undefined) throw new UsageError(`${folder} holds neither ${policyFile} nor ${profileFile}.`);
  return { folder, layer };
}

/** What is signed is a floor; the user's folder and `.ringfence` are what they are; any other is to be signed. */
function usualLayer(folder: string, { surroundings }: CommandContext): Layer['layer'] {
  if (fs.existsSync(path.join(folder, 'manifest.json'))) return 'floor';
  if (folder === ringfenceFolders(surroundings).config) return 'user';
  return path.basename(folder) === '.ringfence' ? 'workspace' : 'floor';
}

/** A floor may say what the others may not; its bounds are those of any file. */
function asFloor(folder: string): Layer | undefined {
  const texts = readTexts('floor', folder);
  return texts === undefined ? undefined : layerOf({ layer: 'floor', ...texts });
}

/** Opens the built-in policy; throws when it cannot be read. */
export async function openBook({ assets }: Pick<CommandContext, 'assets'>): Promise<PolicyBook> {
  const book = await builtInBook(assets);
  if (!book.ok) throw new Error(book.problems.map(describeProblem).join('\n'));
  return book.value;
}

/** Are the texts of a layer's files. */
export interface LayerTexts {
  readonly policies?: string;
  readonly profile?: string;
}

/**
 * Returns a judge under the built-in policy and these texts as a floor, and nothing else of this machine. A lower layer
 * is judged as a floor, too: it says less, and what it may not say was refused before.
 */
export function judgeUnder(texts: LayerTexts, context: CommandContext): Promise<Core> {
  const files = new Map([
    ...(texts.policies === undefined ? [] : [[policyFile, texts.policies] as const]),
    ...(texts.profile === undefined ? [] : [[profileFile, texts.profile] as const]),
  ]);
  const floor: FloorState = {
    status: 'in force',
    name: '',
    files,
    serial: 1,
    signer: '',
    digest: '',
    expires: '',
    source: '',
    scope: 'user',
    problems: [],
  };
  return createCore({
    assets: context.assets,
    surroundings: context.surroundings,
    profile: 'balanced',
    trusted: true,
    recorder: { record: () => Promise.resolve() },
    layers: { folders: { config: path.join(context.assets, 'nowhere') }, floor: () => floor, pins: () => [] },
    failed: (stage, error) => context.err(`ringfence policy: ${stage}: ${String(error)}\n`),
  });
}

/** Where events of tests happen: a folder that holds no rules of its own. */
export const scene = (context: CommandContext): Pick<GuardEvent, 'cwd' | 'roots'> => {
  const root = path.join(context.assets, 'nowhere', 'project');
  return { cwd: root, roots: [root] };
};
