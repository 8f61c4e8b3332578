/** Reads a verb's options with node's own parser, turning its errors into usage errors. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { profiles, type Profile } from '../../common/settings.ts';
import { UsageError } from './command.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Returns options and positionals; throws UsageError for an unknown or incomplete option. */
export function readOptions<T extends Options>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Returns one of the allowed values, or the first when none is given; throws UsageError otherwise. */
export function choice<T extends string>(
  option: string,
  value: string | undefined,
  allowed: readonly [T, ...T[]],
): T {
  if (value === undefined) return allowed[0];
  const found = allowed.find(name => name === value);
  if (found === undefined) throw new UsageError(`--${option} takes ${allowed.join(', ')}, not "${value}".`);
  return found;
}

/** Returns the profile that `--profile` names; `balanced` when it names none. */
export function profileOption(value: string | undefined): Profile {
  const [observe, balanced, locked] = profiles;
  return choice('profile', value, [balanced, observe, locked]);
}
