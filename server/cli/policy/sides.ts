/** Opens what `policy diff` compares: a folder, the built-in rules alone, or a folder as a git revision has it. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { Problem } from '../../../common/result.ts';
import { layerOf, policyFile, profileFile } from '../../layers/files.ts';
import type { Layer } from '../../layers/layer.ts';
import { UsageError, type CommandContext } from '../command.ts';
import { readCases, type PolicyCase } from './cases.ts';
import { openFolder, scene } from './folder.ts';

/** Is one side of a comparison. */
export interface Side {
  readonly layer: Layer;
  readonly cases: readonly PolicyCase[];
  /** What is wrong with other tests. */
  readonly unread: readonly Problem[];
}

/** Opens a side; throws a usage error when it is none of the three. */
export function openSide(named: string, context: CommandContext): Side {
  if (named === 'built-in') return { layer: layerFrom(named, {}), cases: [], unread: [] };
  if (fs.existsSync(path.resolve(context.cwd, named))) {
    const { folder, layer } = openFolder(named, 'floor', context);
    const { cases, problems: unread } = readCases(folder, scene(context).cwd);
    return { layer, cases, unread };
  }
  const [revision = '', folder = '.ringfence'] = named.split(':');
  // A name that begins with a dash would be an option.
  if (
    revision === '' ||
    revision.startsWith('-') ||
    git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`], context) ===
      undefined
  )
    throw new UsageError(`"${named}" is neither a folder, nor built-in, nor a git revision.`);
  const show = (file: string): string | undefined =>
    git(['show', `${revision}:./${folder}/${file}`], context);
  return {
    layer: layerFrom(named, { policies: show(policyFile), profile: show(profileFile) }),
    cases: [],
    unread: [],
  };
}

function layerFrom(
  name: string,
  { policies, profile }: { readonly policies?: string | undefined; readonly profile?: string | undefined },
): Layer {
  return layerOf({
    layer: 'floor',
    folder: name,
    policyName: `${name}/${policyFile}`,
    profileName: `${name}/${profileFile}`,
    problems: [],
    ...(policies === undefined ? {} : { policyText: policies }),
    ...(profile === undefined ? {} : { profileText: profile }),
  });
}

/** Returns what git says; undefined when it fails. Hooks and pagers of a repository are not started by these verbs. */
function git(args: readonly string[], { cwd }: CommandContext): string | undefined {
  try {
    return execFileSync('git', ['--no-pager', '-c', 'core.fsmonitor=false', ...args], {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 16 * 1024 * 1024,
    });
  } catch {
    return undefined;
  }
}
