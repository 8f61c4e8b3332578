/**
 * Loads policies: splits, parses, labels and validates them against the schema, and returns every problem with file,
 * line and remedy. The built-in set loads whole or not at all; of the layers above it each policy counts that is in
 * order, so that nobody can take the others down with one that is not.
 */
import { failure, success, type Problem, type Result } from '../../common/result.ts';
import { readLabel } from './annotations.ts';
import { createAsk } from './ask.ts';
import type { Cedar } from './cedar.ts';
import { holdSchema } from './schema.ts';
import { tooLarge } from './size.ts';
import { lineAt, splitPolicies, type PolicyText } from './split.ts';
import {
  policyEffects,
  type Answer,
  type Policy,
  type PolicyEffect,
  type PolicySet,
  type PolicySource,
} from './policy.ts';

/** Is the schema that policies are checked against. */
export interface SchemaSource {
  readonly name: string;
  readonly text: string;
}

/**
 * Loads sources of any layers into one set, whole or not at all; a lower layer may only forbid. What is `checked` is
 * known to fit the schema and not compared with it again.
 */
export function loadPolicies(
  cedar: Cedar,
  schema: SchemaSource,
  sources: readonly PolicySource[],
  { checked = false }: { readonly checked?: boolean } = {},
): Result<PolicySet> {
  const schemaProblems = checkSchema(cedar, schema);
  if (schemaProblems.length > 0) return failure(...schemaProblems);
  const { policies, problems } = readSources(cedar, sources);
  const all = [...emptySources(sources, policies.length + problems.length > 0), ...problems];
  if (all.length > 0) return failure(...all);
  const invalid = checked ? [] : validate(cedar, schema, policies);
  if (invalid.length > 0) return failure(...invalid.map(({ problem }) => problem));
  return success({ policies, ask: createAsk(cedar, schema.text, policies) });
}

/** Is a layer above the built-in one as far as it could be loaded. */
export interface LoadedLayer {
  readonly set: PolicySet;
  /** Policies that they are about are not in the set. */
  readonly problems: readonly Problem[];
}

/**
 * Loads a layer beside those that are there: every policy that is in order, and a problem for each that is not. A
 * `permit` of a floor that is not in order permits nothing, so that what it limits is not set free. `taken` holds the
 * policies of the layers above, whose ids nobody below may use.
 */
export function loadLayer(
  cedar: Cedar,
  schema: SchemaSource,
  sources: readonly PolicySource[],
  taken: readonly Policy[],
): LoadedLayer {
  const { policies, problems, closed } = readSources(cedar, sources, taken);
  const invalid = validate(cedar, schema, policies);
  const bad = new Set(invalid.map(({ id }) => id));
  const wholly = invalid.some(({ id }) => id === undefined);
  const good = wholly ? [] : policies.filter(({ id }) => !bad.has(id));
  const shut = new Set([
    ...closed,
    ...policies.flatMap(policy =>
      policy.kind === 'permit' && !good.includes(policy) ? [policy.effect] : [],
    ),
  ]);
  const ask = good.length === 0 ? () => silent : createAsk(cedar, schema.text, good);
  return {
    set: { policies: good, ask: shut.size === 0 ? ask : closing(ask, shut) },
    problems: [...problems, ...invalid.map(({ problem }) => problem)],
  };
}

const silent: Answer = { fired: [], errors: [], unpermitted: [] };

const closing =
  (ask: PolicySet['ask'], effects: ReadonlySet<PolicyEffect>): PolicySet['ask'] =>
  request => {
    const answer = ask(request);
    return { ...answer, unpermitted: [...new Set([...answer.unpermitted, ...effects])] };
  };

interface ReadSources {
  readonly policies: readonly Policy[];
  readonly problems: readonly Problem[];
  /** Effects that a `permit` limits which could not be read. */
  readonly closed: readonly PolicyEffect[];
}

function readSources(
  cedar: Cedar,
  sources: readonly PolicySource[],
  taken: readonly Policy[] = [],
): ReadSources {
  const read = sources.map(source => readSource(cedar, source));
  const all = read.flatMap(each => each.policies);
  const repeated = duplicates([...taken, ...all]);
  return {
    policies: all.filter(policy => !repeated.has(policy)),
    problems: [...read.flatMap(each => each.problems), ...repeated.values()],
    closed: [
      ...read.flatMap(each => each.closed),
      ...all.flatMap(policy => (policy.kind === 'permit' && repeated.has(policy) ? [policy.effect] : [])),
    ],
  };
}

function readSource(cedar: Cedar, source: PolicySource): ReadSources {
  const parts = splitPolicies(source.text);
  const large = tooLarge(parts);
  if (large !== undefined) {
    // Nobody knows what a floor that cannot be read permits.
    const closed = source.layer === 'floor' && /\bpermit\b/.test(source.text) ? policyEffects : [];
    return { policies: [], problems: [{ source: source.name, ...large }], closed };
  }
  const read = parts.map(part => ({ part, result: readPolicy(cedar, source, part) }));
  return {
    policies: read.flatMap(({ result }) => (result.ok ? [result.value] : [])),
    problems: read.flatMap(({ result }) => (result.ok ? [] : result.problems)),
    closed: read.flatMap(({ part, result }) =>
      !result.ok && source.layer === 'floor' && /\bpermit\b/.test(part.text)
        ? policyEffects.filter(effect => part.text.includes(`"${effect}"`))
        : [],
    ),
  };
}

function checkSchema(cedar: Cedar, schema: SchemaSource): readonly Problem[] {
  const answer = holdSchema(cedar, schema.text);
  if (answer.type === 'success') return [];
  return answer.errors.map(error => ({
    source: schema.name,
    message: `The policy schema cannot be read: ${error.message}.`,
    remedy: 'Restore the schema that came with Ringfence.',
    ...lineOf({ text: schema.text, line: 1 }, error),
  }));
}

/** No policy at all would mean that everything passes: that is a fault, not a choice. */
function emptySources(sources: readonly PolicySource[], any: boolean): readonly Problem[] {
  if (any) return [];
  const source = sources.map(each => each.name).join(', ');
  return [
    {
      source: source === '' ? 'policies' : source,
      message: 'There is no policy.',
      remedy: 'Restore the policies that came with Ringfence.',
    },
  ];
}

function readPolicy(cedar: Cedar, source: PolicySource, part: PolicyText): Result<Policy> {
  const parsed = cedar.policyToJson(part.text);
  if (parsed.type === 'failure') {
    return failure(
      ...parsed.errors.map(error => ({
        source: source.name,
        message: `This is no Cedar policy: ${error.message}.`,
        remedy: error.help ?? 'Mend the syntax; a policy ends with a semicolon.',
        ...lineOf(part, error),
      })),
    );
  }
  const { effect: kind, annotations = {}, ...rest } = parsed.json;
  const label = readLabel(annotations, source.layer);
  const place = { source: source.name, line: part.line };
  const problems = [
    ...('id' in label
      ? []
      : label.map(problem => ({ ...place, ...problem, message: `This policy ${problem.message}` }))),
    ...(kind === 'permit' && source.layer !== 'floor' ? [loosening(place)] : []),
  ];
  if (problems.length > 0 || !('id' in label)) return failure(...problems);
  return success({ ...label, ...place, layer: source.layer, text: part.text, kind, words: wordsIn(rest) });
}

/** Returns every text in a parsed policy, keys and values; there an attribute's name stands without escapes. */
function wordsIn(parsed: unknown, words = new Set<string>()): ReadonlySet<string> {
  if (typeof parsed === 'string') words.add(parsed);
  else if (typeof parsed === 'object' && parsed !== null)
    for (const [key, value] of Object.entries(parsed)) wordsIn(value, words.add(key));
  return words;
}

const loosening = (place: Pick<Problem, 'source' | 'line'>): Problem => ({
  ...place,
  message: 'This policy permits, which only the signed team floor may.',
  remedy: 'Write a forbid, or remove the policy: what no policy forbids passes.',
});

/** Returns a problem for each policy whose id an earlier one has. */
function duplicates(policies: readonly Policy[]): ReadonlyMap<Policy, Problem> {
  const first = new Map<string, Policy>();
  const repeated = new Map<Policy, Problem>();
  for (const policy of policies) {
    const earlier = first.get(policy.id);
    if (earlier === undefined) first.set(policy.id, policy);
    else
      repeated.set(policy, {
        source: policy.source,
        line: policy.line,
        message: `The @id "${policy.id}" is taken by ${earlier.source}:${earlier.line}.`,
        remedy: 'Give this policy another @id.',
      });
  }
  return repeated;
}

interface Invalid {
  /** Undefined when the whole set could not be validated. */
  readonly id: string | undefined;
  readonly problem: Problem;
}

/** Warnings count as problems: a policy that can never apply is a typing error that would let things pass. */
function validate(cedar: Cedar, schema: SchemaSource, policies: readonly Policy[]): readonly Invalid[] {
  if (policies.length === 0) return [];
  const byId = new Map(policies.map(policy => [policy.id, policy]));
  const answer = cedar.validate({
    validationSettings: { mode: 'strict' },
    schema: schema.text,
    policies: { staticPolicies: Object.fromEntries(policies.map(policy => [policy.id, policy.text])) },
  });
  if (answer.type === 'failure') {
    return answer.errors.map(error => ({
      id: undefined,
      problem: {
        source: schema.name,
        message: `The policies cannot be validated: ${error.message}.`,
        remedy: error.help ?? 'Mend the policies.',
      },
    }));
  }
  return [...answer.validationErrors, ...answer.validationWarnings].map(({ policyId, error }) => {
    const policy = byId.get(policyId);
    return {
      id: policyId,
      problem: {
        source: policy?.source ?? schema.name,
        message: `Policy "${policyId}" does not fit the schema: ${withoutOwnName(error.message)}.`,
        remedy: error.help ?? 'Use the names and types of rules/policy/ringfence.cedarschema.',
        ...(policy === undefined ? {} : lineOf(policy, error)),
      },
    };
  });
}

const withoutOwnName = (message: string): string => message.replace(/^for policy `[^`]*`, /, '');

interface Located {
  readonly sourceLocations?: readonly { readonly start: number }[];
}

function lineOf(part: PolicyText, error: Located): { readonly line: number } {
  const offset = error.sourceLocations?.[0]?.start;
  return { line: offset === undefined ? part.line : lineAt(part, offset) };
}
