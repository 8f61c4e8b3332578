/** `ringfence hook`: runs the hook shim, for people who try an entry by hand; agents start dist/hook.js directly. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { agentNames } from '../agents/denials.ts';
import { UsageError, type Command } from './command.ts';

/** Hands standard input to the shim, which answers in the agent's own words and ends the process. */
export const hookCommand: Command = {
  name: 'hook',
  usage: 'ringfence hook --agent NAME < payload.json',
  summary: `Answer one hook call of an agent (${agentNames.join(', ')}).`,
  run: (args, context) => {
    if (!args.some(arg => arg === '--agent' || arg.startsWith('--agent=')))
      throw new UsageError('--agent is missing.');
    const shim = path.join(context.assets, 'hook.js');
    process.argv = [process.execPath, shim, ...args];
    createRequire(import.meta.url)(shim);
    // The shim ends the process by itself, within its own deadline.
    return new Promise(() => undefined);
  },
};
