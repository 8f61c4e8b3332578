/**
 * Codex passes over a user's hooks until their exact text is trusted by hash in config.toml. The key holds the place
 * of the hook in its file, so trust is written again whenever that changes. Pure.
 */
import { createHash } from 'node:crypto';
import { parse, TomlError } from 'smol-toml';
import { failure, success, type Result } from '../../../common/result.ts';
import { fieldsOf, textAt } from '../fields.ts';

/** Is one hook that Codex is to trust. */
export interface TrustedHook {
  /** Absolute path of hooks.json as Codex names it. */
  readonly file: string;
  /** Event in Codex's spelling (`pre_tool_use`). */
  readonly event: string;
  readonly index: number;
  readonly command: string;
  readonly timeout: number;
  readonly matches: boolean;
}

const opening = '# >>> Ringfence: trust in its hooks, removed together with them';
const closing = '# <<< Ringfence';

/** Computes the hash that Codex trusts: SHA-256 of the hook's compact JSON with sorted keys. */
export function trustHash({ event, command, timeout, matches }: TrustedHook): string {
  const hooks = [{ async: false, command, timeout, type: 'command' }];
  const identity = matches ? { event_name: event, hooks, matcher: '*' } : { event_name: event, hooks };
  return `sha256:${createHash('sha256').update(JSON.stringify(identity)).digest('hex')}`;
}

/** Returns the key under which Codex keeps its trust in a hook. */
export const trustKey = ({ file, event, index }: TrustedHook): string => `${file}:${event}:${index}:0`;

/** Appends trust in the hooks, replacing earlier trust of ours; other bytes stay. */
export function addTrust(
  source: string,
  text: string | undefined,
  hooks: readonly TrustedHook[],
): Result<string> {
  const clean = removeTrust(text ?? '');
  const eol = clean.includes('\r\n') ? '\r\n' : '\n';
  const tables = hooks.flatMap(hook => [
    `[hooks.state.${JSON.stringify(trustKey(hook))}]`,
    `trusted_hash = "${trustHash(hook)}"`,
  ]);
  const gap = clean === '' || clean.endsWith('\n') ? '' : eol;
  const result = `${clean}${gap}${[opening, ...tables, closing, ''].join(eol)}`;
  const problem = tomlProblem(clean) ?? tomlProblem(result);
  return problem === undefined
    ? success(result)
    : failure({
        source,
        message: `The file cannot take Ringfence's entries: ${problem}.`,
        remedy:
          'Mend the file, or remove its own entries for these hooks, and try again; nothing was changed.',
      });
}

/** Takes our trust out; a text without it is returned as it is. */
export function removeTrust(text: string): string {
  const start = text.indexOf(opening);
  const end = start === -1 ? -1 : text.indexOf(closing, start);
  if (end === -1) return text;
  const rest = text.slice(end + closing.length).replace(/^\r?\n/u, '');
  return text.slice(0, start) + rest;
}

/** Tells whether a config.toml trusts a hook as it stands. */
export function isTrusted(text: string, hook: TrustedHook): boolean {
  const config = parsed(text);
  const state = fieldsOf(fieldsOf(config?.['hooks'])?.['state']);
  const entry = fieldsOf(state?.[trustKey(hook)]);
  return (
    entry !== undefined && textAt(entry, 'trusted_hash') === trustHash(hook) && entry['enabled'] !== false
  );
}

/** Parses TOML; undefined when it is none. */
export function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return parse(text.replace(/^\ufeff/u, ''));
  } catch {
    return undefined;
  }
}

function tomlProblem(text: string): string | undefined {
  try {
    parse(text.replace(/^\ufeff/u, ''));
    return undefined;
  } catch (error) {
    if (error instanceof TomlError)
      return `line ${error.line}, ${error.message.split('\n')[0] ?? ''}`.replace(/[.\s]+$/u, '');
    return 'it is not valid TOML';
  }
}
