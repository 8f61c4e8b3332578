/** The two facts of a hook payload that choose a guard and a form of refusal. Must import nothing heavy. */

/** Holds what shim and gate read of a payload; everything else is the adapters' to decode. */
export interface PayloadFacts {
  readonly cwd: string | undefined;
  readonly event: string | undefined;
}

/** Reads folder and event of a payload; a payload that is no JSON object has neither. */
export function payloadFacts(payload: Buffer): PayloadFacts {
  try {
    const value: unknown = JSON.parse(payload.toString('utf8'));
    const fields: Readonly<Record<string, unknown>> =
      typeof value === 'object' && value !== null ? { ...value } : {};
    return { cwd: textOf(fields['cwd']) ?? firstRoot(fields), event: textOf(fields['hook_event_name']) };
  } catch {
    return { cwd: undefined, event: undefined };
  }
}

/** Agents that name no folder list the roots of their workspace. */
function firstRoot(fields: Readonly<Record<string, unknown>>): string | undefined {
  const roots = fields['workspace_roots'] ?? fields['workspaceRoots'];
  return Array.isArray(roots) ? textOf(roots[0]) : undefined;
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
