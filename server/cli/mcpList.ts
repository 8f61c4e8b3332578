/** stub */
import { exitCodes, type CommandContext, type ExitCode } from './command.ts';
export const listServers = (_args: readonly string[], _context: CommandContext): Promise<ExitCode> =>
  Promise.resolve(exitCodes.clean);
