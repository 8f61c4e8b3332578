/** Opens the policy that came with Ringfence, with any layers that callers add. Reads files. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { failure, success, type Result } from '../../common/result.ts';
import { findCedarWasm, startCedar } from './cedar.ts';
import { composeSets } from './compose.ts';
import { loadLayer, loadPolicies, type LoadedLayer, type SchemaSource } from './load.ts';
import type { Policy, PolicyRequest, PolicySet, PolicySource } from './policy.ts';

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
  'extensions',
] as const;

/**
 * Names the file that holds the digest of the policies as the build has checked them against the schema: what is still
 * the same need not be checked again at each start, which takes longer than everything else a short command does.
 */
export const checkedName = 'checked';

/** Is the built-in policy, open for layers above it. */
export interface PolicyBook {
  readonly builtIn: PolicySet;
  /** SHA-256 (hex) of schema and built-in policies. */
  readonly digest: string;
  /** Loads a layer; `taken` holds the policies of the layers that are in force already, built-in ones included. */
  load(sources: readonly PolicySource[], taken: readonly Policy[]): LoadedLayer;
}

/** Opens the built-in policy that lies beside the bundles in a folder, as `openPolicyBook` does. */
export const builtInBook = (assets: string): Promise<Result<PolicyBook>> =>
  openPolicyBook({ rules: path.join(assets, 'policy'), wasm: findCedarWasm(assets) });

/** Opens the built-in policy; an unreadable file is a problem, never an empty policy. */
export async function openPolicyBook(files: PolicyFiles): Promise<Result<PolicyBook>> {
  const schemaFile = path.join(files.rules, 'ringfence.cedarschema');
  try {
    const [wasm, text, checked, builtIn] = await Promise.all([
      readFile(files.wasm),
      readFile(schemaFile, 'utf8'),
      readFile(path.join(files.rules, checkedName), 'utf8').catch(() => ''),
      Promise.all(builtInPolicies.map(name => readBuiltIn(files.rules, `${name}.cedar`))),
    ]);
    const schema = { name: 'ringfence.cedarschema', text };
    const cedar = startCedar(wasm);
    const digest = digestOf(schema, builtIn);
    const set = loadPolicies(cedar, schema, builtIn, { checked: checked === digest });
    if (!set.ok) return set;
    // The first question costs a hundred times the later ones: better here than while an agent waits.
    set.value.ask(firstQuestion);
    return success({
      builtIn: set.value,
      digest,
      load: (sources, taken) => loadLayer(cedar, schema, sources, taken),
    });
  } catch (error) {
    return failure({
      source: files.rules,
      message: `The built-in policy cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
      remedy: 'Reinstall Ringfence.',
    });
  }
}

/** Reads and loads the built-in policy and further layers, which must be in order as a whole. */
export async function openPolicy(
  files: PolicyFiles,
  further: readonly PolicySource[] = [],
): Promise<Result<PolicySet>> {
  const book = await openPolicyBook(files);
  if (!book.ok) return book;
  const { builtIn } = book.value;
  if (further.length === 0) return success(builtIn);
  const { set, problems } = book.value.load(further, builtIn.policies);
  return problems.length > 0 ? failure(...problems) : success(composeSets([builtIn, set]));
}

const digestOf = (schema: SchemaSource, sources: readonly PolicySource[]): string =>
  createHash('sha256')
    .update(JSON.stringify([schema.text, sources]))
    .digest('hex');

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
