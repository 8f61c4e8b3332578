/** Opens the policy that came with Ringfence, with any layers that callers add. Reads files. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { failure, type Result } from '../../common/result.ts';
import { startCedar } from './cedar.ts';
import { loadPolicies } from './load.ts';
import type { PolicyRequest, PolicySet, PolicySource } from './policy.ts';

/** Says where the policy's parts are. */
export interface PolicyFiles {
  /** Folder that holds `ringfence.cedarschema` and the built-in policies. */
  readonly rules: string;
  /** The engine's file, see `findCedarWasm`. */
  readonly wasm: string;
}

/** Are the built-in policies, in the order in which their sentences are told: the constitution, then a file a topic. */
export const builtInPolicies = [
  'constitution',
  'commands',
  'injection',
  'secrets',
  'mcp',
  'packages',
  'session',
] as const;

/** Reads and loads the built-in policy and further layers; an unreadable file is a problem, never an empty policy. */
export async function openPolicy(
  files: PolicyFiles,
  further: readonly PolicySource[] = [],
): Promise<Result<PolicySet>> {
  const schemaFile = path.join(files.rules, 'ringfence.cedarschema');
  try {
    const [wasm, schema, builtIn] = await Promise.all([
      readFile(files.wasm),
      readFile(schemaFile, 'utf8'),
      Promise.all(builtInPolicies.map(name => readBuiltIn(files.rules, `${name}.cedar`))),
    ]);
    const sources: readonly PolicySource[] = [...builtIn, ...further];
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

const readBuiltIn = async (folder: string, name: string): Promise<PolicySource> => ({
  layer: 'built-in',
  name,
  text: await readFile(path.join(folder, name), 'utf8'),
});

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
