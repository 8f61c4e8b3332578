/** Finds settings that switch an agent's hooks off, in the user's and in the workspace's files. Reads files. */
import { findNodeAtLocation, getNodeValue, parseTree } from 'jsonc-parser';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fieldsOf, textsOf } from '../fields.ts';
import { parsed } from './codexTrust.ts';
import { lineAt } from './hooksFile.ts';
import { installSpec, type InstallSetting } from './spec.ts';

/** Says which setting switches hooks off, and where it stands. */
export interface KillSwitch {
  readonly file: string;
  readonly line: number;
  readonly key: string;
}

interface Switch {
  readonly key: readonly string[];
  readonly isOff: (value: unknown) => boolean;
}

interface SwitchFiles {
  /** Files in the agent's folder of the user, and in each workspace folder. */
  readonly user: readonly string[];
  readonly workspace: readonly string[];
  readonly switches: readonly Switch[];
}

const off = (value: unknown): boolean => value === false;
const on = (value: unknown): boolean => value === true;
const namesUs = (value: unknown): boolean => textsOf(value).some(text => /ringfence|^\*$/iu.test(text));

const switchFiles: Readonly<Record<string, SwitchFiles>> = {
  'claude-code': {
    user: ['settings.json', 'settings.local.json'],
    workspace: ['.claude/settings.json', '.claude/settings.local.json'],
    switches: [{ key: ['disableAllHooks'], isOff: on }],
  },
  codex: {
    user: ['config.toml'],
    workspace: ['.codex/config.toml'],
    switches: [{ key: ['features', 'hooks'], isOff: off }],
  },
  gemini: {
    user: ['settings.json'],
    workspace: ['.gemini/settings.json'],
    switches: [
      { key: ['hooksConfig', 'enabled'], isOff: off },
      { key: ['hooksConfig', 'disabled'], isOff: namesUs },
    ],
  },
  vscode: {
    user: [],
    workspace: ['.vscode/settings.json'],
    switches: [
      { key: ['chat.useHooks'], isOff: off },
      { key: ['chat.plugins.enabled'], isOff: off },
      {
        key: ['chat.plugins.enabledPlugins'],
        isOff: value => Object.entries(fieldsOf(value) ?? {}).some(isOurPluginOff),
      },
    ],
  },
};

const isOurPluginOff = ([name, enabled]: readonly [string, unknown]): boolean =>
  /ringfence/iu.test(name) && enabled === false;

/** Finds the settings that switch an agent's hooks off. */
export async function findKillSwitches(
  agent: string,
  setting: InstallSetting,
): Promise<readonly KillSwitch[]> {
  const known = switchFiles[agent];
  if (known === undefined) return [];
  const folder = installSpec(agent)?.folder(setting);
  const files = [
    ...(folder === undefined ? [] : known.user.map(name => path.join(folder, name))),
    ...setting.roots.flatMap(root => known.workspace.map(name => path.join(root, name))),
  ];
  const found = await Promise.all(
    [...new Set(files)].map(async file => {
      const text = await readFile(file, 'utf8').catch(() => '');
      const find = file.endsWith('.toml') ? switchInToml : switchInJson;
      return known.switches.flatMap(each => {
        const line = find(text, each);
        return line === undefined ? [] : [{ file, line, key: each.key.join('.') }];
      });
    }),
  );
  return found.flat();
}

function switchInJson(text: string, { key, isOff }: Switch): number | undefined {
  const json = text.replace(/^\ufeff/u, '');
  const tree = parseTree(json);
  const node = tree === undefined ? undefined : findNodeAtLocation(tree, [...key]);
  return node !== undefined && isOff(getNodeValue(node)) ? lineAt(json, node.offset) : undefined;
}

function switchInToml(text: string, { key, isOff }: Switch): number | undefined {
  const value = key.reduce<unknown>((fields, name) => fieldsOf(fields)?.[name], parsed(text));
  if (!isOff(value)) return undefined;
  const last = key.at(-1) ?? '';
  const at = text
    .split('\n')
    .findIndex(line => new RegExp(`(?:^|[.\\s{,"'])${last}["']?\\s*=\\s*false`, 'u').test(line));
  return Math.max(at, 0) + 1;
}
