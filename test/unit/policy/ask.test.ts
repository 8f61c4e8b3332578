import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PolicyRequest, PolicySource } from '../../../server/policy/policy.ts';
import { constitution, mustLoad } from './stories.ts';

const policy = (id: string, rest: string): PolicySource => ({
  layer: 'user',
  name: `${id}.cedar`,
  text: `@id("${id}") @effect("deny") @principle("A sentence.") ${rest};`,
});

const event = (attributes: Partial<PolicyRequest['attributes']> = {}): PolicyRequest => ({
  principal: { type: 'Agent', id: 'codex' },
  action: { type: 'Action', id: 'shell.exec' },
  resource: { type: 'Event', id: 'event' },
  attributes: {
    ...{ opaque: false, opaqueSince: [], nearProtected: false, disguised: false, outside: false },
    ...{ paths: [], programs: [], urls: [], tool: 'Bash', findings: 0 },
    ...attributes,
  },
  context: { profile: 'balanced', phase: 'pre', surface: 'hook', trusted: true },
});

const fired = (set: ReturnType<typeof mustLoad>, request: PolicyRequest): readonly string[] =>
  set.ask(request).fired.map(({ id }) => id);

describe('what was asked before', () => {
  it.each([
    ['by its name', 'forbid (principal, action, resource is Event) when { resource.tool == "Wipe" }'],
    ['as an index', 'forbid (principal, action, resource is Event) when { resource["tool"] == "Wipe" }'],
    [
      'by a name in escapes',
      'forbid (principal, action, resource is Event) when { resource["t\\u{6f}ol"] == "Wipe" }',
    ],
    [
      'inside another condition',
      'forbid (principal, action, resource is Event) when { !(if resource.outside then true else resource.tool != "Wipe") }',
    ],
  ])('tells nothing of another question where a policy reads the attribute %s', (_, text) => {
    const set = mustLoad(constitution, policy('reads', text));
    expect(fired(set, event())).not.toContain('reads');
    expect(fired(set, event({ tool: 'Wipe' }))).toContain('reads');
    expect(fired(set, event())).not.toContain('reads');
  });

  it('answers every question as a set that was asked nothing yet', () => {
    const text = 'forbid (principal, action, resource is Event) when { resource.urls.contains("b") }';
    const asked = mustLoad(constitution, policy('urls', text));
    const words = fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 });
    fc.assert(
      fc.property(words, words, fc.boolean(), fc.nat(3), (paths, urls, opaque, findings) => {
        const request = event({ paths, urls, opaque, findings });
        const unasked = mustLoad(constitution, policy('urls', text));
        expect(asked.ask(request)).toEqual(unasked.ask(request));
      }),
      { numRuns: 10 },
    );
  });
});
