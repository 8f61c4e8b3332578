/**
 * Loads policies: splits, parses, labels and validates them against the schema, and returns every problem with file,
 * line and remedy. A set loads whole or not at all, so that no policy is ever silently missing.
 */
import { failure, success, type Problem, type Result } from '../../common/result.ts';
import { readLabel } from './annotations.ts';
import { createAsk } from './ask.ts';
import type { Cedar } from './cedar.ts';
import { holdSchema } from './schema.ts';
import { lineAt, splitPolicies, type PolicyText } from './split.ts';
import type { Policy, PolicySet, PolicySource } from './policy.ts';

/** Is the schema that policies are checked against. */
export interface SchemaSource {
  readonly name: string;
  readonly text: string;
}

/** Loads sources of any layers into one set; a lower layer may only forbid. */
export function loadPolicies(
  cedar: Cedar,
  schema: SchemaSource,
  sources: readonly PolicySource[],
): Result<PolicySet> {
  const schemaProblems = checkSchema(cedar, schema);
  if (schemaProblems.length > 0) return failure(...schemaProblems);
  const read = sources.flatMap(source =>
    splitPolicies(source.text).map(part => readPolicy(cedar, source, part)),
  );
  const policies = read.flatMap(result => (result.ok ? [result.value] : []));
  const problems = [
    ...emptySources(sources, read.length > 0),
    ...read.flatMap(result => (result.ok ? [] : result.problems)),
    ...duplicates(policies),
  ];
  if (problems.length > 0) return failure(...problems);
  const invalid = validate(cedar, schema, policies);
  if (invalid.length > 0) return failure(...invalid);
  return success({ policies, ask: createAsk(cedar, schema.text, policies) });
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
  const { effect: kind, annotations = {} } = parsed.json;
  const label = readLabel(annotations, source.layer);
  const place = { source: source.name, line: part.line };
  const problems = [
    ...('id' in label
      ? []
      : label.map(problem => ({ ...place, ...problem, message: `This policy ${problem.message}` }))),
    ...(kind === 'permit' && source.layer !== 'floor' ? [loosening(place)] : []),
  ];
  if (problems.length > 0 || !('id' in label)) return failure(...problems);
  return success({ ...label, ...place, layer: source.layer, text: part.text, kind });
}

const loosening = (place: Pick<Problem, 'source' | 'line'>): Problem => ({
  ...place,
  message: 'This policy permits, which only the signed team floor may.',
  remedy: 'Write a forbid, or remove the policy: what no policy forbids passes.',
});

function duplicates(policies: readonly Policy[]): readonly Problem[] {
  const first = new Map<string, Policy>();
  return policies.flatMap(policy => {
    const earlier = first.get(policy.id);
    if (earlier === undefined) {
      first.set(policy.id, policy);
      return [];
    }
    return [
      {
        source: policy.source,
        line: policy.line,
        message: `The @id "${policy.id}" is taken by ${earlier.source}:${earlier.line}.`,
        remedy: 'Give this policy another @id.',
      },
    ];
  });
}

/** Warnings count as problems: a policy that can never apply is a typing error that would let things pass. */
function validate(cedar: Cedar, schema: SchemaSource, policies: readonly Policy[]): readonly Problem[] {
  const byId = new Map(policies.map(policy => [policy.id, policy]));
  const answer = cedar.validate({
    validationSettings: { mode: 'strict' },
    schema: schema.text,
    policies: { staticPolicies: Object.fromEntries(policies.map(policy => [policy.id, policy.text])) },
  });
  if (answer.type === 'failure') {
    return answer.errors.map(error => ({
      source: schema.name,
      message: `The policies cannot be validated: ${error.message}.`,
      remedy: error.help ?? 'Mend the policies.',
    }));
  }
  return [...answer.validationErrors, ...answer.validationWarnings].map(({ policyId, error }) => {
    const policy = byId.get(policyId);
    return {
      source: policy?.source ?? schema.name,
      message: `Policy "${policyId}" does not fit the schema: ${withoutOwnName(error.message)}.`,
      remedy: error.help ?? 'Use the names and types of rules/policy/ringfence.cedarschema.',
      ...(policy === undefined ? {} : lineOf(policy, error)),
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
