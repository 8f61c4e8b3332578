/**
 * Asks Cedar. All forbids are in one set, since Cedar names every forbid that applies: none masks another, whatever
 * its effect. Permits of a floor are in one set per effect, apart from the forbids, which would mask them.
 */
import type { Cedar } from './cedar.ts';
import type { Answer, Policy, PolicyRequest, PolicySet } from './policy.ts';
import { policyEffects } from './policy.ts';
import { holdSchema, schemaName } from './schema.ts';
import { createSlots, type Slots } from './slots.ts';

type Response = Extract<ReturnType<Cedar['statefulIsAuthorized']>, { type: 'success' }>['response'];

/** Enough for the layers in force, one being loaded, and a few of tests or windows of one process. */
const slots: Slots = createSlots('ringfence', 16);

/** Creates the question function of a set whose policies are valid. */
export function createAsk(cedar: Cedar, schema: string, policies: readonly Policy[]): PolicySet['ask'] {
  const byId = new Map(policies.map(policy => [policy.id, policy]));
  const forbids = createPart(
    cedar,
    schema,
    policies.filter(policy => policy.kind === 'forbid'),
  );
  const permits = policyEffects.flatMap(effect => {
    const own = policies.filter(policy => policy.kind === 'permit' && policy.effect === effect);
    return own.length === 0 ? [] : [{ effect, part: createPart(cedar, schema, own) }];
  });
  return remembering(policies, request => {
    const forbidden = forbids(request);
    const permitted = permits.map(({ effect, part }) => ({ effect, response: part(request) }));
    return {
      fired: forbidden.diagnostics.reason.flatMap(id => byId.get(id) ?? []),
      errors: [forbidden, ...permitted.map(each => each.response)].flatMap(failedPolicies),
      unpermitted: permitted.filter(each => each.response.decision === 'deny').map(each => each.effect),
    };
  });
}

const mostRemembered = 256;
const largestRemembered = 4096;

/**
 * Returns a function that gives the same answer to the same question without asking twice: a set never changes, Cedar
 * knows no clock, and most calls of tools ask what the last one asked. Questions are the same when they differ only in
 * attributes that no policy names: an attribute can be read by its name alone. What was asked first gives way.
 */
function remembering(policies: readonly Policy[], ask: PolicySet['ask']): PolicySet['ask'] {
  const answers = new Map<string, Answer>();
  const words = new Set(policies.flatMap(policy => [...policy.words]));
  return request => {
    const { principal, action, resource, attributes, context } = request;
    const named = Object.entries(attributes).filter(([name]) => words.has(name));
    const key = JSON.stringify([principal, action, resource, named, context]);
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = ask(request);
    if (key.length > largestRemembered) return answer;
    if (answers.size >= mostRemembered) answers.delete([...answers.keys()][0] ?? '');
    answers.set(key, answer);
    return answer;
  };
}

const failedPolicies = (response: Response): Answer['errors'] =>
  response.diagnostics.errors.map(error => error.policyId);

function createPart(
  cedar: Cedar,
  schema: string,
  policies: readonly Policy[],
): (request: PolicyRequest) => Response {
  const owner = {};
  const staticPolicies = Object.fromEntries(policies.map(policy => [policy.id, policy.text]));
  const fill = (slot: string): void => {
    mustParse(cedar.preparsePolicySet(slot, { staticPolicies }));
  };
  return ({ principal, action, resource, attributes, context }) => {
    mustParse(holdSchema(cedar, schema));
    const slot = slots.hold(owner, fill);
    const answer = cedar.statefulIsAuthorized({
      principal,
      action,
      resource,
      context,
      entities: [{ uid: resource, attrs: attributes, parents: [] }],
      preparsedSchemaName: schemaName,
      preparsedPolicySetId: slot,
      validateRequest: true,
    });
    if (answer.type === 'success') return answer.response;
    throw new Error(`The policy could not be asked: ${answer.errors.map(error => error.message).join('; ')}`);
  };
}

function mustParse(answer: ReturnType<Cedar['preparsePolicySet']>): void {
  if (answer.type === 'failure') {
    throw new Error(
      `The policy could not be parsed: ${answer.errors.map(error => error.message).join('; ')}`,
    );
  }
}
