/** Opens the policy that came with Ringfence, with any layers that callers add. Reads files. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { failure, type Result } from '../../common/result.ts';
import { startCedar } from './cedar.ts';
import { loadPolicies } from './load.ts';
import type { PolicyRequest, PolicySet, PolicySource } from './policy.ts';

/** Says where the policy's parts are. */
export interface PolicyFiles {
  /** Folder that holds `ringfence.cedarschema` and `constitution.cedar`. */
  readonly rules: string;
  /** The engine's file, see `findCedarWasm`. */
  readonly wasm: string;
}

/** Reads and loads the built-in policy and further layers; an unreadable file is a problem, never an empty policy. */
export async function openPolicy(
  files: PolicyFiles,
  further: readonly PolicySource[] = [],
): Promise<Result<PolicySet>> {
  const schemaFile = path.join(files.rules, 'ringfence.cedarschema');
  const constitutionFile = path.join(files.rules, 'constitution.cedar');
  try {
    const [wasm, schema, constitution] = await Promise.all([
      readFile(files.wasm),
      readFile(schemaFile, 'utf8'),
      readFile(constitutionFile, 'utf8'),
    ]);
    const sources: readonly PolicySource[] = [
      { layer: 'built-in', name: 'constitution.cedar', text: constitution },
      ...further,
    ];
    const set = loadPolicies(startCedar(wasm), { name: 'ringfence.cedarschema', text: schema }, sources);
    // The first question costs a hundred times the later ones: better here than while an agent waits.
    if (set.ok) set.value.ask(firstQuestion);
    return set;
  } catch (error) {
    return failure({
      source: files.rules,
      message: `The built-in policy cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
      remedy: 'Reinstall Ringfence.',
    });
  }
}

const firstQuestion: PolicyRequest = {
  principal: { type: 'Agent', id: 'unknown' },
  action: { type: 'Action', id: 'fs.read' },
  resource: { type: 'Event', id: 'event' },
  attributes: {
    opaque: false,
    opaqueSince: [],
    nearProtected: false,
    disguised: false,
    outside: false,
    paths: [],
    programs: [],
    urls: [],
    tool: '',
    findings: 0,
  },
  context: { profile: 'balanced', phase: 'pre', surface: 'hook', trusted: false },
};
