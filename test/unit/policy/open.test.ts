import { appendFile, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cedarWasmName, findCedarWasm } from '../../../server/policy/cedar.ts';
import { checkedDigest } from '../../../server/policy/checker.ts';
import { checkedName, openPolicy, openPolicyBook } from '../../../server/policy/open.ts';
import { repository } from './stories.ts';

const rules = path.join(repository, 'rules/policy');
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ringfence-policy-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('opens the shipped policy', async () => {
  const result = await openPolicy({ rules, wasm: findCedarWasm(repository) });
  expect(result.ok && result.value.policies.length).toBeGreaterThan(15);
});

it.each([
  ['rules that are not there', () => ({ rules: folder, wasm: findCedarWasm(repository) })],
  ['an engine that is not there', () => ({ rules, wasm: path.join(folder, cedarWasmName) })],
])('reports %s', async (_story, files) => {
  const result = await openPolicy(files());
  expect(result.ok ? [] : result.problems).toMatchObject([
    { message: expect.stringMatching(/cannot be read: .*ENOENT/), remedy: 'Reinstall Ringfence.' },
  ]);
});

it('prefers the engine beside the bundle', async () => {
  await writeFile(path.join(folder, cedarWasmName), '');
  expect(findCedarWasm(folder)).toBe(path.join(folder, cedarWasmName));
});

it('checks no policy again that is as the build has checked it, and any other', async () => {
  const wasm = findCedarWasm(repository);
  await cp(rules, folder, { recursive: true });
  await writeFile(path.join(folder, checkedName), await checkedDigest({ rules, wasm }));
  const open = async (): Promise<unknown> => {
    const book = await openPolicyBook({ rules: folder, wasm });
    return book.ok ? book.value.builtIn.policies.length : book.problems;
  };
  expect(await open()).toBeGreaterThan(15);
  const file = path.join(folder, 'mcp.cedar');
  const odd =
    '@id("x/y") @effect("deny") @principle("No.") forbid (principal, action, resource is Finding) when { resource.nothing };';
  await appendFile(file, odd);
  expect(await open()).toContainEqual(
    expect.objectContaining({ source: 'mcp.cedar', message: expect.stringContaining('nothing') }),
  );
  await expect(checkedDigest({ rules: folder, wasm })).rejects.toThrow(/mcp\.cedar/u);
});
