/** Runs a verb and turns every failure into a sentence and an exit code. */
import { exitCodes, UsageError, type Command, type CommandContext, type ExitCode } from './command.ts';

/** Is a verb that needs no more of its context than this. */
interface Verb<Context> extends Pick<Command, 'name' | 'usage'> {
  readonly run: (args: readonly string[], context: Context) => Promise<ExitCode>;
}

/** Runs a verb; never rejects. */
export async function guarded<Context extends Pick<CommandContext, 'err'>>(
  verb: Verb<Context>,
  args: readonly string[],
  context: Context,
): Promise<ExitCode> {
  try {
    return await verb.run(args, context);
  } catch (error) {
    if (error instanceof UsageError) {
      context.err(`ringfence ${verb.name}: ${error.message}\nUsage: ${verb.usage}\n`);
      return exitCodes.usage;
    }
    context.err(
      `ringfence ${verb.name}: internal error: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    return exitCodes.internal;
  }
}
