/** Finds settings that switch an agent's hooks off, in the user's and in the workspace's files. Reads files. */
import { findNodeAtLocation, getNodeValue, parseTree } from 'jsonc-parser';
import path from 'node:path';
import { readPlainText } from '../../platform/plainFile.ts';
import { offsetTooDeep } from '../../quarantine/jsonTree.ts';
import { fieldsOf } from '../fields.ts';
import { agentOf } from '../list.ts';
import { parsed } from './codexTrust.ts';
import { lineAt, mark } from './hooksFile.ts';
import type { InstallSetting, Switch } from './spec.ts';

/** Says which setting switches hooks off, and where it stands. */
export interface KillSwitch {
  readonly file: string;
  readonly line: number;
  readonly key: string;
}

/** Finds the settings that switch an agent's hooks off. */
export async function findKillSwitches(
  agent: string,
  setting: InstallSetting,
): Promise<readonly KillSwitch[]> {
  const known = agentOf(agent);
  if (known === undefined) return [];
  const { user, workspace, elsewhere } = known.switches;
  const folder = known.install?.folder(setting);
  const files = [
    ...(folder === undefined ? [] : user.map(name => path.join(folder, name))),
    ...setting.roots.flatMap(root => workspace.map(name => path.join(root, name))),
    ...(elsewhere?.(setting) ?? []),
  ];
  const found = await Promise.all(
    [...new Set(files)].map(async file => {
      const text = await readPlainText(file).catch(() => '');
      const find = file.endsWith('.toml') ? switchInToml : switchInJson;
      return known.switches.switches
        .filter(each => !keepsOurs(each, text))
        .flatMap(each => {
          const line = find(text, each);
          return line === undefined ? [] : [{ file, line, key: each.key.join('.') }];
        });
    }),
  );
  return found.flat();
}

/** What lets only an administrator's hooks run keeps ours, where the administrator's file holds them. */
const keepsOurs = ({ key }: Switch, text: string): boolean =>
  /managed_?hooks_?only/iu.test(key.at(-1) ?? '') && text.includes(mark);

function switchInJson(text: string, { key, isOff }: Switch): number | undefined {
  const json = text.replace(/^\ufeff/u, '');
  // What no person nested so deep could still switch hooks off: an agent's own reader needs no stack for it.
  if (offsetTooDeep(json) !== undefined) return isOff(valueAt(plainJson(json), key)) ? 1 : undefined;
  const tree = parseTree(json);
  const node = tree === undefined ? undefined : findNodeAtLocation(tree, [...key]);
  return node !== undefined && isOff(getNodeValue(node)) ? lineAt(json, node.offset) : undefined;
}

const valueAt = (value: unknown, key: Switch['key']): unknown =>
  key.reduce<unknown>((fields, name) => fieldsOf(fields)?.[name], value);

function plainJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function switchInToml(text: string, { key, isOff }: Switch): number | undefined {
  const value = valueAt(parsed(text), key);
  if (!isOff(value)) return undefined;
  const last = key.at(-1) ?? '';
  const at = text
    .split('\n')
    .findIndex(line => new RegExp(`(?:^|[.\\s{,"'])${last}["']?\\s*=\\s*(?:true|false)`, 'u').test(line));
  return Math.max(at, 0) + 1;
}
