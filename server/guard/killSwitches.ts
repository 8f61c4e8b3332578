/** Finds, in what was there when a folder was opened, the settings that switch agents' hooks off. Pure. */
import path from 'node:path';
import type { Finding } from '../../common/finding.ts';
import type { SwitchedOff } from '../../common/protocol.ts';
import { adapters } from '../agents/index.ts';
import type { AtRest } from '../sentinel/messages.ts';

/** Tells whether a finding says that hooks are switched off. */
const switchesOff = ({ ruleId }: Finding): boolean => ruleId.endsWith('/hooks-off');

/** Returns the switches of a root, each with the agents that obey it. */
export const killSwitchesIn = (root: string, files: readonly AtRest[]): readonly SwitchedOff[] =>
  files.flatMap(({ path: file, findings }) => {
    const relative = path.relative(root, file).split(path.sep).join('/');
    const agents = adapters.filter(({ switches }) => switches.workspace.includes(relative));
    return findings.filter(switchesOff).map(({ start, keyPath = [], ruleId }) => ({
      path: file,
      root,
      line: start.line,
      key: keyPath.join('.'),
      rule: ruleId,
      agents: agents.map(({ name }) => name),
    }));
  });
